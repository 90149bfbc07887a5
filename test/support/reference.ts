import fc from "fast-check";
import protobuf from "protobufjs";
import { enums, type FactField, messages } from "./facts.ts";

/*
 * Encodes and decodes with protobufjs as the reference for the generated codec. Its messages come from facts, not
 * from the schema's .proto files.
 */

/** Builds the messages of the facts; `packed`: all lists of numbers are packed. */
function rootOf(packed: boolean): protobuf.Root {
  const root = new protobuf.Root();
  for (const [name, { values }] of Object.entries(enums)) root.add(new protobuf.Enum(flat(name), values));
  for (const [name, { fields }] of Object.entries(messages)) {
    const type = new protobuf.Type(flat(name));
    for (const field of fields) {
      const packable = field.label === "repeated" && field.kind !== "message" && !/string|bytes/.test(field.type);
      const options = packable ? { packed } : {};
      type.add(new protobuf.Field(field.name, field.number, flat(field.type), field.label, undefined, options));
    }
    root.add(type);
  }
  root.resolveAll();
  return root;
}

/** Replaces dots, because protobufjs takes them for namespaces. */
function flat(name: string): string {
  return name.replaceAll(".", "__");
}

const unpackedRoot = rootOf(false);
const packedRoot = rootOf(true);

/** Values in the form of the generated package. */
export type Plain = Record<string, unknown>;

/** Encodes a message with protobufjs, from the form of the generated package. */
export function referenceEncode(
  name: string,
  message: Plain,
  { packed = false }: { packed?: boolean } = {},
): Uint8Array {
  const type = (packed ? packedRoot : unpackedRoot).lookupType(flat(name));
  return new Uint8Array(type.encode(type.fromObject(toReference(name, message))).finish());
}

/** Decodes a message with protobufjs, to the form of the generated package. */
export function referenceDecode(name: string, bytes: Uint8Array): Plain {
  const type = unpackedRoot.lookupType(flat(name));
  const read = type.toObject(type.decode(bytes), { longs: String, bytes: Array }) as Plain;
  return fromReference(name, read);
}

function convert(name: string, message: Plain, one: (field: FactField, value: unknown) => unknown): Plain {
  const fields = messages[name]?.fields ?? [];
  const pairs = fields.flatMap((field) => {
    const value = message[field.name];
    if (value === undefined) return field.label === "repeated" ? [[field.name, []]] : [];
    return [
      [
        field.name,
        Array.isArray(value) && field.label === "repeated" ? value.map((v) => one(field, v)) : one(field, value),
      ],
    ];
  });
  return Object.fromEntries(pairs) as Plain;
}

function toReference(name: string, message: Plain): Plain {
  return convert(name, message, (field, value) => {
    if (field.kind === "message") return toReference(field.type, value as Plain);
    return typeof value === "bigint" ? String(value) : value;
  });
}

function fromReference(name: string, message: Plain): Plain {
  return convert(name, message, (field, value) => {
    if (field.kind === "message") return fromReference(field.type, value as Plain);
    if (/64/.test(field.type) && field.kind === undefined) return BigInt(value as string);
    return field.type === "bytes" ? Uint8Array.from(value as number[]) : value;
  });
}

const INTEGERS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uint32: fc.oneof(fc.integer({ min: 0, max: 0xffffffff }), fc.nat(300)),
  int32: fc.oneof(fc.integer(), fc.integer({ min: -130, max: 130 })),
  sint32: fc.oneof(fc.integer(), fc.integer({ min: -70, max: 70 })),
  uint64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  fixed64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  int64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  sint64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  bool: fc.boolean(),
  string: fc.string({ unit: "grapheme", maxLength: 20 }),
  bytes: fc.uint8Array({ maxLength: 200 }),
};

function valuesOf(field: FactField, depth: number): fc.Arbitrary<unknown> {
  if (field.kind === "message") return messageOf(field.type, depth - 1);
  // protobufjs takes unnamed numbers of enums for unknown fields; another test covers them.
  if (field.kind === "enum") return fc.constantFrom(...Object.values(enums[field.type]?.values ?? {}));
  const arbitrary = INTEGERS[field.type];
  if (arbitrary === undefined) throw new Error(`no values for ${field.type}`);
  return arbitrary;
}

/** Generates a message: with and without optional fields, lists of up to four, nested `depth` deep. */
export function messageOf(name: string, depth = 4): fc.Arbitrary<Plain> {
  const fields = messages[name]?.fields ?? [];
  const required: string[] = [];
  const shape: Record<string, fc.Arbitrary<unknown>> = {};
  for (const field of fields) {
    const tooDeep = field.kind === "message" && depth <= 0;
    if (field.label !== "optional") required.push(field.name);
    if (field.label === "repeated")
      shape[field.name] = tooDeep ? fc.constant([]) : fc.array(valuesOf(field, depth), { maxLength: 4 });
    else if (field.label === "required" || !tooDeep) shape[field.name] = valuesOf(field, depth);
  }
  return fc.record(shape, { requiredKeys: required, noNullPrototype: true } as never);
}
