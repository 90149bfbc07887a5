/* Reads facts from protoc's descriptor sets. Shares no code with the tested reader. */

/** Fields of a message by number. */
type Raw = ReadonlyMap<number, readonly (Uint8Array | bigint)[]>;

function read(bytes: Uint8Array): Raw {
  const fields = new Map<number, (Uint8Array | bigint)[]>();
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const wire = tag & 7;
    const length = wire === 2 ? Number(varint()) : wire === 1 ? 8 : 4;
    const value = wire === 0 ? varint() : bytes.subarray(at, at + length);
    if (wire !== 0) at += length;
    fields.set(tag >>> 3, [...(fields.get(tag >>> 3) ?? []), value]);
  }
  return fields;
}

function all(raw: Raw, number: number): Raw[] {
  return (raw.get(number) ?? []).map((value) => read(value as Uint8Array));
}

function text(raw: Raw, number: number): string | undefined {
  const value = raw.get(number)?.at(-1);
  return value === undefined ? undefined : Buffer.from(value as Uint8Array).toString("utf8");
}

function integer(raw: Raw, number: number): number | undefined {
  const value = raw.get(number)?.at(-1);
  return value === undefined ? undefined : Number(BigInt.asIntN(64, value as bigint));
}

/** A field and its options. */
export interface FieldFacts {
  readonly name: string;
  readonly number: number;
  readonly label: string;
  /** A scalar, the full name of a message or enum, or both types of a map. */
  readonly type: string;
  readonly packed: boolean;
  readonly deprecated: boolean;
  readonly oneof?: string;
  readonly default?: string;
}

/** Messages and enums by their full names. */
export interface Facts {
  readonly messages: Readonly<Record<string, readonly FieldFacts[]>>;
  readonly enums: Readonly<Record<string, readonly (readonly [string, number])[]>>;
}

const LABELS = ["", "optional", "required", "repeated"];
const TYPES = [
  ...["", "double", "float", "int64", "uint64", "int32", "fixed64", "fixed32", "bool", "string", "group", "message"],
  ...["bytes", "uint32", "enum", "sfixed32", "sfixed64", "sint32", "sint64"],
];
const UNPACKED = new Set(["string", "group", "message", "bytes"]);

/** Returns the facts of a FileDescriptorSet, without Google's files. */
export function factsOf(set: Uint8Array): Facts {
  const messages: Record<string, readonly FieldFacts[]> = {};
  const enums: Record<string, readonly (readonly [string, number])[]> = {};
  for (const file of all(read(set), 1)) {
    if (text(file, 1)?.startsWith("google/protobuf/")) continue;
    const prefix = text(file, 2) ?? "";
    const isProto3 = text(file, 12) === "proto3";
    for (const node of all(file, 5)) addEnum(node, prefix, enums);
    for (const message of all(file, 4)) addMessage(message, prefix, isProto3, messages, enums);
  }
  return { messages, enums };
}

function join(prefix: string, name: string | undefined): string {
  return prefix === "" ? (name ?? "") : `${prefix}.${name}`;
}

function addEnum(node: Raw, prefix: string, enums: Record<string, readonly (readonly [string, number])[]>): void {
  enums[join(prefix, text(node, 1))] = all(node, 2).map((value) => [text(value, 1) ?? "", integer(value, 2) ?? 0]);
}

function addMessage(
  message: Raw,
  prefix: string,
  isProto3: boolean,
  messages: Record<string, readonly FieldFacts[]>,
  enums: Record<string, readonly (readonly [string, number])[]>,
): void {
  const name = join(prefix, text(message, 1));
  const nested = all(message, 3);
  const entries = new Map(nested.filter(isEntry).map((entry) => [join(name, text(entry, 1)), entry]));
  const oneofs = all(message, 8).map((oneof) => text(oneof, 1));
  messages[name] = all(message, 2)
    .map((field) => fieldFacts(field, { isProto3, entries, oneofs }))
    .sort((a, b) => a.number - b.number);
  for (const inner of nested) if (!isEntry(inner)) addMessage(inner, name, isProto3, messages, enums);
  for (const node of all(message, 4)) addEnum(node, name, enums);
}

function isEntry(message: Raw): boolean {
  return all(message, 7).some((options) => integer(options, 7) === 1);
}

interface Owner {
  readonly isProto3: boolean;
  readonly entries: ReadonlyMap<string, Raw>;
  readonly oneofs: readonly (string | undefined)[];
}

function fieldFacts(field: Raw, { isProto3, entries, oneofs }: Owner): FieldFacts {
  const [options] = all(field, 8);
  const option = (number: number): number | undefined => (options === undefined ? undefined : integer(options, number));
  const kind = TYPES[integer(field, 5) ?? 0] ?? "";
  const label = LABELS[integer(field, 4) ?? 0] ?? "";
  const entry = entries.get(typeName(field));
  const isPackable = label === "repeated" && !UNPACKED.has(kind);
  const oneof = integer(field, 17) === 1 ? undefined : oneofs[integer(field, 9) ?? -1];
  const written = text(field, 7);
  return {
    name: text(field, 1) ?? "",
    number: integer(field, 3) ?? 0,
    label,
    type: entry === undefined ? typeName(field) : `map<${all(entry, 2).map(typeName).join(", ")}>`,
    packed: isPackable && (option(2) === undefined ? isProto3 : option(2) === 1),
    deprecated: option(3) === 1,
    ...(oneof !== undefined && { oneof }),
    ...(written !== undefined && {
      default: kind === "float" || kind === "double" ? floatText(written, kind) : written,
    }),
  };
}

function typeName(field: Raw): string {
  return text(field, 6)?.slice(1) ?? TYPES[integer(field, 5) ?? 0] ?? "";
}

/** Formats a number as JavaScript does, rounded to its type. */
function floatText(written: string, kind: string): string {
  const named: Readonly<Record<string, number>> = { inf: Infinity, "-inf": -Infinity, nan: NaN, "-nan": NaN };
  const number = named[written] ?? Number(written);
  return String(kind === "float" ? Math.fround(number) : Object.is(number, -0) ? "-0" : number);
}
