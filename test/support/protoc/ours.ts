import { declareProtos } from "../../../generator/load/protos.ts";
import type { Field, FieldType, Message } from "../../../generator/model/model.ts";
import type { Problem } from "../../../generator/model/problem.ts";
import type { Facts, FieldFacts } from "./descriptor.ts";
import type { ProtoSet } from "./schemas.ts";

/** Returns critgen's facts about a set of files, and its problems. */
export function readSet(set: ProtoSet, names: Iterable<string> = []): { facts: Facts; problems: Problem[] } {
  const problems: Problem[] = [];
  const texts = Object.entries(set).map(([name, text]) => ({ name, file: name, text }));
  const { messages, enums } = declareProtos(texts, problems, names);
  const byName = new Map(enums.map((one) => [one.name, one]));
  const own = ({ name }: { readonly name: string }): boolean => !name.startsWith("google.protobuf.");
  return {
    problems,
    facts: {
      messages: Object.fromEntries(messages.filter(own).map((message) => [message.name, fieldsOf(message, byName)])),
      enums: Object.fromEntries(
        enums.filter(own).map(({ name, values }) => [name, values.map((v) => [v.name, v.number] as const)]),
      ),
    },
  };
}

type Enums = ReadonlyMap<string, { readonly values: readonly { readonly name: string; readonly number: number }[] }>;

function fieldsOf({ fields }: Message, enums: Enums): FieldFacts[] {
  return fields.map((field) => ({
    name: field.name,
    number: field.number,
    label: field.label,
    type: typeText(field.type),
    packed: field.packed && field.label === "repeated" && isPackable(field.type),
    deprecated: field.deprecated === true,
    ...(field.oneof !== undefined && { oneof: field.oneof }),
    ...(field.default !== undefined && { default: defaultText(field, enums) }),
  }));
}

function typeText(type: FieldType): string {
  if (type.kind === "map") return `map<${type.key}, ${typeText(type.value)}>`;
  return type.kind === "scalar" ? type.scalar : type.name;
}

function isPackable(type: FieldType): boolean {
  return type.kind === "enum" || (type.kind === "scalar" && type.scalar !== "string" && type.scalar !== "bytes");
}

/** Formats a default as protoc's descriptors do. */
function defaultText({ type, default: value }: Field, enums: Enums): string {
  if (type.kind === "enum") return String(enums.get(type.name)?.values.find(({ number }) => number === value)?.name);
  if (type.kind === "scalar" && type.scalar === "bytes") return escaped(String(value));
  return Object.is(value, -0) && type.kind === "scalar" && type.scalar === "double" ? "-0" : String(value);
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  '"': '\\"',
  "'": "\\'",
  "\\": "\\\\",
};

/** Escapes bytes as C does. */
function escaped(bytes: string): string {
  return bytes.replaceAll(
    /[\n\r\t"'\\]|[^ -~]/g,
    (char) => ESCAPES[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`,
  );
}
