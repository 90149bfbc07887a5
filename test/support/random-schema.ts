import fc from "fast-check";

/*
 * Makes random schemas: messages with fields of every type and label, in proto2 and proto3, and a row with an extra
 * for each; and random values for them.
 */

export interface RandomField {
  readonly name: string;
  readonly number: number;
  readonly label: "required" | "optional" | "repeated" | "map" | "oneof";
  /** A scalar, `Mood` for the enum, or the index of a message. */
  readonly type: string | number;
  readonly key: string;
  readonly packed: boolean;
}

export interface RandomSchema {
  readonly proto3: boolean;
  readonly messages: readonly (readonly RandomField[])[];
}

const SCALARS = [
  ...["double", "float", "int32", "int64", "uint32", "uint64", "sint32", "sint64"],
  ...["fixed32", "fixed64", "sfixed32", "sfixed64", "bool", "string", "bytes"],
];
const MOODS = { CALM: 0, GLAD: 1, SAD: 7, FAR: 100_000, BELOW: -3 };
const NAMES = [
  ...["r", "w", "end", "tag", "previous", "start", "unknown", "message", "length", "value", "data", "class", "default"],
  ...["function", "await", "let", "new", "delete", "in", "of", "merge", "missing", "name", "self", "a_b", "A", "Z9_"],
];

/** Random schemas. Separate tests cover booleans and 64-bit values as keys. */
export const schemas: fc.Arbitrary<RandomSchema> = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.uniqueArray(fields(), { selector: (f) => jsonName(f.name), minLength: 1, maxLength: 12 }), {
      minLength: 3,
      maxLength: 7,
    }),
  )
  .map(([proto3, drafts]) => ({
    proto3,
    messages: drafts.map((draft) => draft.map((field, i) => settle(field, i, proto3, drafts.length))),
  }));

/** Returns a field's name in protobuf's JSON, in lower case: proto3 requires unique ones in a message. */
function jsonName(name: string): string {
  return name.replaceAll("_", "").toLowerCase();
}

function fields(): fc.Arbitrary<RandomField> {
  return fc.record({
    name: fc.oneof(fc.constantFrom(...NAMES), fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/)),
    number: fc.constantFrom(1, 2, 3, 16, 200, 5000),
    label: fc.constantFrom("required", "optional", "repeated", "map", "oneof"),
    type: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...SCALARS, "Mood") }, { weight: 1, arbitrary: fc.nat(20) }),
    key: fc.constantFrom("int32", "uint32", "sint32", "fixed32", "sfixed32", "string"),
    packed: fc.boolean(),
  });
}

/** Gives each field a number, and removes combinations that protobuf forbids. */
function settle(field: RandomField, index: number, proto3: boolean, messages: number): RandomField {
  const isMessage = typeof field.type === "number";
  const required = field.label === "required" && (proto3 || isMessage);
  return {
    ...field,
    number: field.number + index * 6000,
    type: typeof field.type === "number" ? field.type % messages : field.type,
    label: required ? "optional" : field.label,
  };
}

function typeText({ type }: RandomField): string {
  return typeof type === "number" ? `M${type}` : type;
}

function fieldText(field: RandomField, proto3: boolean): string {
  const { name, number, label, key } = field;
  const packable = label === "repeated" && typeof field.type === "string" && !["string", "bytes"].includes(field.type);
  const options = packable
    ? ` [packed = ${field.packed}]`
    : hasDefault(field, proto3)
      ? ` [default = ${field.type === "Mood" ? "SAD" : 7}]`
      : "";
  if (label === "map") return `  map<${key}, ${typeText(field)}> ${name} = ${number};`;
  if (label === "oneof") return `    ${typeText(field)} ${name} = ${number};`;
  const word = isImplicit(field, proto3) ? "" : `${label} `;
  return `  ${word}${typeText(field)} ${name} = ${number}${options};`;
}

/** Returns whether the field declares a default, which readers and writers must ignore. */
function hasDefault({ label, packed, type }: RandomField, proto3: boolean): boolean {
  return !proto3 && packed && label === "optional" && typeof type === "string" && /int|fixed|double|Mood/.test(type);
}

/** Returns whether the field is one of proto3 without a label. */
function isImplicit({ label, packed }: RandomField, proto3: boolean): boolean {
  return proto3 && label === "optional" && packed;
}

function isZero(value: unknown): boolean {
  return !value || (value instanceof Uint8Array && value.length === 0);
}

/** Returns the .proto file of a schema. */
export function protoText({ proto3, messages }: RandomSchema): string {
  const moods = Object.entries(MOODS).map(([name, value]) => `  ${name} = ${value};`);
  const bodies = messages.map((all, i) => {
    const oneof = all.filter(({ label }) => label === "oneof").map((field) => fieldText(field, proto3));
    const plain = all.filter(({ label }) => label !== "oneof").map((field) => fieldText(field, proto3));
    const group = oneof.length > 0 ? [`  oneof choice_ {`, ...oneof, "  }"] : [];
    return [`message M${i} {`, ...plain, ...group, "}"].join("\n");
  });
  return [`syntax = "${proto3 ? "proto3" : "proto2"}";`, `enum Mood {\n${moods.join("\n")}\n}`, ...bodies].join("\n\n");
}

/** Returns the schema as two .proto files; one imports the other. */
export function protoFiles(schema: RandomSchema): Readonly<Record<string, string>> {
  const [syntax = "", mood = "", ...bodies] = protoText(schema).split("\n\n");
  const all = [syntax, 'import public "moods/mood.proto";', ...bodies];
  return { "random.proto": all.join("\n\n"), "moods/mood.proto": `${syntax}\n${mood}` };
}

/** Returns the names of fields that can be length fields or conditions. */
function usable(all: readonly RandomField[], type: string): string[] {
  return all.filter((f) => f.type === type && (f.label === "required" || f.label === "optional")).map((f) => f.name);
}

/** Returns the parts of a message's extra: one per possible length field. */
export function partsOf(all: readonly RandomField[]): { name: string; text: string; length: string; size: number }[] {
  if (all.some(({ name }) => name === "extra")) return [];
  const [condition] = usable(all, "bool");
  return usable(all, "uint32").map((length, i) => {
    const [type = "bytes", size = 1] = [
      ["bytes", 1],
      ["u16", 2],
      ["u32", 4],
      ["u64", 8],
    ][i % 4] as [string, number];
    const when = condition === undefined || i % 3 === 0 ? "" : ` ${i % 3 === 1 ? "if" : "unless"} ${condition}`;
    return { name: `part${i}`, text: `${type}(${length}) pad ${1 + (i % 4) * 4}${when}`, length, size };
  });
}

/** Returns images.yaml with a row for each message. */
export function tableText({ messages }: RandomSchema): string {
  const rows = messages.map((all, i) => {
    const parts = partsOf(all).map(({ name, text }) => `{ ${name}: ${text} }`);
    const extra = parts.length > 0 ? `, extra: [${parts.join(", ")}]` : "";
    return `  ROW${i}: { about: "Row ${i}", file: row${i}-%u.img, magic: ${0x10000000 + i}, town: T, entries: M${i}${extra} }`;
  });
  return [
    "criu: random",
    "heads: { common: { magic: 0x54564319, town: A }, service: { magic: 0x55105940, town: B } }",
    "versions: { v1.1: { value: 2, heads: true } }",
    "images:",
    ...rows,
    "",
  ].join("\n");
}

export type Value = Record<string, unknown>;

const signed = (bits: number): fc.Arbitrary<bigint> =>
  fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n });
const unsigned = (bits: number): fc.Arbitrary<bigint> => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n });
const VALUES: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  double: fc.double(),
  float: fc.float(),
  string: fc.string({ unit: "grapheme", maxLength: 12 }),
  bytes: fc.uint8Array({ maxLength: 140 }),
  bool: fc.boolean(),
  Mood: fc.constantFrom(...Object.values(MOODS)),
  ...Object.fromEntries(["int64", "sint64", "sfixed64"].map((type) => [type, signed(64)])),
  ...Object.fromEntries(["uint64", "fixed64"].map((type) => [type, unsigned(64)])),
  ...Object.fromEntries(["int32", "sint32", "sfixed32"].map((type) => [type, signed(32).map(Number)])),
  ...Object.fromEntries(["uint32", "fixed32"].map((type) => [type, unsigned(32).map(Number)])),
};

/** Generates values of a message, in the form of the generated package. */
export function values(schema: RandomSchema, index: number, depth = 3): fc.Arbitrary<Value> {
  const all = (schema.messages[index] ?? []).filter(
    ({ type, label }) => depth > 0 || typeof type === "string" || label === "repeated" || label === "map",
  );
  const one = ({ type }: RandomField): fc.Arbitrary<unknown> =>
    typeof type === "number" ? values(schema, type, depth - 1) : (VALUES[type] ?? fc.constant(0));
  const size = { maxLength: depth > 0 ? 3 : 0 };
  const shape = all.map((field): [string, fc.Arbitrary<unknown>] => {
    const value = depth > 0 || typeof field.type === "string" ? one(field) : fc.constant(0);
    if (field.label === "repeated") return [field.name, fc.array(value, size)];
    if (field.label === "map")
      return [
        field.name,
        fc.array(fc.tuple(VALUES[field.key] ?? fc.constant(""), value), size).map((pairs) => new Map(pairs)),
      ];
    return [field.name, value];
  });
  const requiredKeys = all.filter(({ label }) => label !== "optional" && label !== "oneof").map(({ name }) => name);
  const oneof = all.filter(({ label }) => label === "oneof").map(({ name }) => name);
  // protobufjs omits such fields if they are zero; the generated package distinguishes absent from zero.
  const implicit = all.filter((field) => isImplicit(field, schema.proto3)).map(({ name }) => name);
  return fc
    .tuple(fc.record(Object.fromEntries(shape), { requiredKeys, noNullPrototype: true } as never), fc.nat(9))
    .map(([value, pick]) => {
      const kept = oneof[pick % (oneof.length + 1)];
      const isKept = ([name, v]: [string, unknown]): boolean =>
        (!oneof.includes(name) || name === kept) && !(implicit.includes(name) && isZero(v));
      return Object.fromEntries(Object.entries(value as Value).filter(isKept));
    });
}
