import { enums, type FactField, messages } from "../../support/facts.ts";
import type { Plain } from "../../support/reference.ts";

/* Makes messages of facts, without chance: the same table gives the same values. */

/** Values of a message: the smallest in required fields alone; some in every field; the largest in every field. */
export type Kind = "least" | "some" | "most";

interface Scalar {
  readonly least: unknown;
  readonly most: unknown;
  readonly some: (n: number) => unknown;
}

const small = (n: number): number => n + 1;
const big = (n: number): bigint => (1n << 40n) + BigInt(n);

const SCALARS: Readonly<Record<string, Scalar>> = {
  uint32: { least: 0, most: 0xffffffff, some: small },
  fixed32: { least: 0, most: 0xffffffff, some: small },
  int32: { least: -0x80000000, most: 0x7fffffff, some: (n) => -n - 1 },
  sint32: { least: -0x80000000, most: 0x7fffffff, some: (n) => -n - 1 },
  sfixed32: { least: -0x80000000, most: 0x7fffffff, some: (n) => -n - 1 },
  uint64: { least: 0n, most: (1n << 64n) - 1n, some: big },
  fixed64: { least: 0n, most: (1n << 64n) - 1n, some: big },
  int64: { least: -(1n << 63n), most: (1n << 63n) - 1n, some: (n) => -big(n) },
  sint64: { least: -(1n << 63n), most: (1n << 63n) - 1n, some: (n) => -big(n) },
  sfixed64: { least: -(1n << 63n), most: (1n << 63n) - 1n, some: (n) => -big(n) },
  bool: { least: false, most: true, some: (n) => n % 2 === 0 },
  string: { least: "", most: 'é "\\" \u{1f600}\n\t\u007f', some: (n) => `text ${n}` },
  bytes: {
    least: new Uint8Array(),
    most: Uint8Array.of(0, 255, 61, 10, 32),
    some: (n) => Uint8Array.of(n, 128, 0, 46),
  },
};

/** Returns a message of the facts, in the form of the generated package. */
export function valuesOf(message: string, kind: Kind, within: readonly string[] = []): Plain {
  const path = [...within, message];
  const fields = (messages[message]?.fields ?? []).filter(({ label, type }) => {
    if (label === "required") return true;
    return kind !== "least" && !path.includes(type);
  });
  return Object.fromEntries(fields.map((field) => [field.name, fieldOf(field, kind, path)]));
}

function fieldOf(field: FactField, kind: Kind, path: readonly string[]): unknown {
  if (field.label !== "repeated") return itemOf(field, field.number, kind, path);
  // Lists of addresses have one word, or four.
  const length = field.kind === "message" && path.length > 1 ? 1 : field.criu?.["ipadd"] === true ? 4 : 2;
  return Array.from({ length }, (_, i) => itemOf(field, field.number + i, kind, path));
}

function itemOf({ kind: of, type }: FactField, n: number, kind: Kind, path: readonly string[]): unknown {
  if (of === "message") return valuesOf(type, kind, path);
  if (of === "enum") {
    const named = Object.values(enums[type]?.values ?? {});
    return kind === "least" ? named[0] : kind === "most" ? named.at(-1) : named[n % named.length];
  }
  const scalar = SCALARS[type];
  if (scalar === undefined) throw new Error(`no values for ${type}`);
  return kind === "some" ? scalar.some(n) : scalar[kind];
}
