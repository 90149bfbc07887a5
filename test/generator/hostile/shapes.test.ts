import { describe, expect, it } from "vitest";
import { PREAMBLE, proto, row, table } from "../../support/schema.ts";
import { compile, longLines } from "./support.ts";

describe("a schema", () => {
  it("can have messages that contain themselves, each other, or nothing", () => {
    const text = `message list { optional list next = 1; repeated list all = 2; }
message endless { required endless itself = 1; }
message even { optional odd one_more = 1; }
message odd { repeated even one_more = 1; }
message empty {}
message outer {
  message inner { optional outer up = 1; optional inner self = 2; }
  enum kind { ONE = 1; }
  optional inner down = 1;
  repeated kind kinds = 2 [packed = true];
}`;
    const names = ["list", "endless", "even", "odd", "empty", "outer", "outer.inner"];
    const rows = names.map((name, i) => row(name.toUpperCase().replace(".", "_"), `magic: ${i + 5}, entries: ${name}`));
    const { files, defects } = compile({ images: table(...rows), protos: { "a.proto": proto(text) } });
    expect(defects).toEqual([]);
    expect(files.has("src/messages/outer-inner.ts")).toBe(true);
    expect(files.has("src/enums/outer-kind.ts")).toBe(true);
  });

  it("can have maps, oneofs and Google's types, all with confusing names", () => {
    const names = ["r", "w", "value", "key", "field", "class", "message", "unknown", "readMapEntry", "end", "merge"];
    const values = ["note", "kind", "string", "bytes", "uint64", "bool", "double"];
    const maps = names.map(
      (name, i) => `map<${i % 2 === 0 ? "string" : "int64"}, ${values[i % 7]}> ${name} = ${i + 1};`,
    );
    const choices = names.map((name, i) => `${values[i % 7]} ${name} = ${i + 1};`);
    const text = `import "google/protobuf/struct.proto";
import "google/protobuf/any.proto";
message note { ${maps.join("\n")} }
message either { oneof start { ${choices.join("\n")} } oneof r_ { note a = 100; } }
message struct_ { optional google.protobuf.Struct a = 1; map<bool, google.protobuf.Any> b = 2; }
enum kind { NONE = 0; }`;
    const images = table(row("NOTE", "magic: 5, first: either, entries: note"));
    expect(compile({ images, protos: { "note.proto": proto(text) } }).defects).toEqual([]);
    const proto3 = `syntax = "proto3";\n${text}\nmessage plain { uint32 a = 1; optional uint32 b = 2; repeated kind c = 3; }`;
    expect(compile({ images, protos: { "note.proto": proto3 } }).defects).toEqual([]);
  });

  it("can have defaults of all types", () => {
    const defaults = [
      ...["double = 1.5", "float = -2", "int32 = -1", "int64 = -9223372036854775808", "uint32 = 0xffffffff"],
      ...["uint64 = 18446744073709551615", "bool = true", 'string = "a\\nb"', 'bytes = "ab"', "kind = ONE"],
    ];
    const fields = defaults.map((text, i) => {
      const [type, value] = text.split(" = ");
      return `optional ${type} f${i} = ${i + 1} [default = ${value}];`;
    });
    const text = `message note {\n${fields.join("\n")}\n}\nenum kind { ONE = 1; }`;
    expect(compile({ protos: { "note.proto": proto(text) } }).defects).toEqual([]);
  });

  it("can have infinite defaults", () => {
    const text = "message note {\noptional double a = 1 [default = inf];\noptional float b = 2 [default = nan];\n}";
    expect(compile({ protos: { "note.proto": proto(text) } }).defects).toEqual([]);
  });

  it("can have fields of the highest number, with tags of 32 bits", () => {
    const text = `message note {
  repeated uint32 packed = 536870911 [packed = true];
  optional note self = 536870910;
  repeated fixed64 plain = 536870909;
}`;
    const { files, defects } = compile({ protos: { "note.proto": proto(text) } });
    expect(defects).toEqual([]);
    const module = files.get("src/messages/note.ts");
    expect(module).toContain("case 4294967288:");
    expect(module).toContain("writePacked(w, 4294967290, ");
  });

  it("can have nested parts of all kinds", () => {
    const text =
      "message note {\n  required uint32 n = 1;\n  optional uint64 m = 2 [default = 3];\n  optional bool f = 3;\n}";
    const extras = [
      "bytes(n)",
      "u16(m) pad 8 unless f",
      "u32(n) if f",
      "u64(n) pad 16",
      "{ messages: note(n) }",
      "{ messages: note(m) if f, extra: bytes(n) pad 4 }",
      "[{ a: { messages: note(n), extra: bytes(n) } }, { b: { messages: note(m), extra: u16(n) pad 4 } }]",
      "{ messages: base_entry(n), extra: { messages: note(version), extra: [{ x: bytes(n) }, { y: bytes(m) if f }] } }",
    ];
    const rows = extras.map((extra, i) => row(`NOTE${i}`, `magic: ${i + 5}, entries: note, extra: ${extra}`));
    expect(compile({ images: table(...rows), protos: { "a.proto": proto(text) } }).defects).toEqual([]);
  });

  it("can nest a message in itself in an extra", () => {
    const text = "message note { required uint32 n = 1; }";
    const extra = "{ messages: note(n), extra: { messages: note(n), extra: bytes(n) } }";
    const images = table(row("NOTE", `magic: 5, entries: note, extra: ${extra}`));
    expect(compile({ images, protos: { "a.proto": proto(text) } }).defects).toEqual([]);
  });

  it("can have entries and rest, with conditions and without", () => {
    const text =
      "message head {\n  optional bool f = 1;\n  optional bool g = 2 [default = true];\n  required bool h = 3;\n}";
    const layouts = [
      "rest: bytes",
      "first: head, rest: bytes if f",
      "first: head, entries: base_entry unless g",
      "first: head, entries: base_entry if h, extra: bytes(version), rest: bytes unless h",
      "first: head, entries: head if g, rest: bytes unless g",
      "first: head, entries: head",
    ];
    const rows = layouts.map((layout, i) => row(`NOTE${i}`, `magic: ${i + 5}, ${layout}`));
    expect(compile({ images: table(...rows), protos: { "a.proto": proto(text) } }).defects).toEqual([]);
  });

  it("can name files in all formats", () => {
    const kinds = ["%u", "%d", "%x", "%lu", "%ld", "%s", ""];
    const rows = kinds.map((kind, i) => `NOTE${i}: { about: A, file: n${i}-${kind}, raw: true }`);
    expect(compile({ images: table(...rows) }).defects).toEqual([]);
  });

  it("can lack the field of the format's version", () => {
    expect(compile({ images: `${PREAMBLE}images:\n  ${row("NOTE", "raw: true")}\n` }).defects).toEqual([]);
  });

  it("can have long names, without long lines in the generated code", () => {
    const name = (word: string): string => `${word}_of_a_name_that_is_long`;
    const types = ["note", "string", "uint64", "kind"];
    const oneof = types.map((type, i) => `${type} ${name(`${type}_choice`)} = ${i + 1};`);
    const lists = types.map((type, i) => `repeated ${type} ${name(`${type}_list`)} = ${i + 11};`);
    const maps = types.map((type, i) => `map<string, ${type}> ${name(`${type}_map`)} = ${i + 21};`);
    const other = `message another_message { optional another_message ${name("itself")} = 1; required bool ${name("flag")} = 2; }`;
    const all = `oneof ${name("choice")} { ${oneof.join(" ")} } ${lists.join(" ")} ${maps.join(" ")} map<string, another_message> ${name("far")} = 31;`;
    const text = `import "google/protobuf/struct.proto";\nmessage note { ${all} optional google.protobuf.Struct any = 41; }\nenum kind { NONE = 0; }\n${other}`;
    const { files, defects } = compile({
      images: table(row("NOTE", "magic: 5, entries: note"), row("OTHER", "magic: 6, entries: another_message")),
      protos: { "note.proto": proto(text) },
    });
    expect(defects).toEqual([]);
    expect(longLines(files)).toEqual([]);
  });

  it("can have deprecated declarations, marked for editors", () => {
    const text =
      "message note { option deprecated = true; optional uint32 a = 1 [deprecated = true]; optional uint32 b = 2 [deprecated = false]; }";
    const { files, defects } = compile({ protos: { "note.proto": proto(text) } });
    expect(defects).toEqual([]);
    const module = files.get("src/messages/note.ts");
    expect(module).toMatch(/The message `note`\.\n \* @deprecated The schema marks it so\.\n \*\/\nexport interface/);
    expect(module).toMatch(/\/\*\* @deprecated The schema marks it so\. \*\/\n {2}a\?: number;\n {2}b\?: number;/);
  });
});
