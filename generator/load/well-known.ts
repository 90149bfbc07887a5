import type { ProtoText } from "./files.ts";
import { readShipped, SHIPPED } from "./shipped.ts";

/*
 * Google's files that any .proto file may import. protobufjs ships only some of them as .proto files. Its other form of
 * them lacks imports and the order of declarations, so their text is here.
 */

const TEXTS: ReadonlyMap<string, string> = new Map([
  ["any", "message Any { string type_url = 1; bytes value = 2; }"],
  ["duration", "message Duration { int64 seconds = 1; int32 nanos = 2; }"],
  ["empty", "message Empty {}"],
  ["field_mask", "message FieldMask { repeated string paths = 1; }"],
  [
    "struct",
    `message Struct { map<string, Value> fields = 1; }
message Value {
  oneof kind {
    NullValue null_value = 1;
    double number_value = 2;
    string string_value = 3;
    bool bool_value = 4;
    Struct struct_value = 5;
    ListValue list_value = 6;
  }
}
enum NullValue { NULL_VALUE = 0; }
message ListValue { repeated Value values = 1; }`,
  ],
  ["timestamp", "message Timestamp { int64 seconds = 1; int32 nanos = 2; }"],
  ["wrappers", wrappers()],
]);

function wrappers(): string {
  const types = ["double", "float", "int64", "uint64", "int32", "uint32", "bool", "string", "bytes"];
  const name = (type: string): string =>
    type.replace(/^(u?)([a-z])/, (_, u: string, letter: string) => u.toUpperCase() + letter.toUpperCase());
  return types.map((type) => `message ${name(type)}Value { ${type} value = 1; }`).join("\n");
}

const PATH = /^google\/protobuf\/(\w+)\.proto$/;

/** Returns one of Google's files, if `file` names one. */
export function wellKnown(file: string): ProtoText | undefined {
  const [, name = ""] = PATH.exec(file) ?? [];
  const known = TEXTS.get(name);
  if (known !== undefined)
    return { name: file, file, text: `syntax = "proto3";\npackage google.protobuf;\n${known}\n` };
  if (!SHIPPED.has(name)) return undefined;
  // One of them reserves numbers and names in one statement. That is not allowed, and nothing depends on it.
  return { name: file, file, text: readShipped(name).replaceAll(/^ *reserved [^;]*;/gm, "") };
}
