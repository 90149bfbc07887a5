import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import { type Change, diffFormats } from "../../../upstream/diff/diff.ts";
import type { Break } from "../../../upstream/diff/rules/rule.ts";
import { share } from "../../support/share.ts";
import { formatOf } from "./support.ts";

/*
 * Compares the wire rules with protobufjs, in both directions: new readers of old files, and old readers of new files.
 * If a change breaks nothing, protobufjs reads all values; if it breaks something, protobufjs misreads a value.
 */

interface Variant {
  readonly name: string;
  readonly number: number;
  readonly label: "required" | "optional" | "repeated";
  readonly type: string;
  readonly packed: boolean;
  readonly default: number | undefined;
}

const SMALL = [0, 1, 300, 2 ** 31 - 1];
const SIGNED = [...SMALL, -1, -300];
const UNSIGNED = [...SMALL, 2 ** 32 - 1];
const WIDE = [...SMALL, 2 ** 32 - 1, 2 ** 40];
const TEXTS = ["", "abc", "x".repeat(200)];

/** Values of each type, chosen to show the common values of two types. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  ...{ int32: SIGNED, sint32: SIGNED, sfixed32: SIGNED, uint32: UNSIGNED, fixed32: UNSIGNED },
  ...{ int64: [...WIDE, -1, -300], sint64: [...WIDE, -1, -300], sfixed64: [...WIDE, -1, -300] },
  ...{ uint64: WIDE, fixed64: WIDE, float: [0, 1, -1.5], double: [0, 1, -1.5], bool: [false, true] },
  ...{ string: TEXTS, bytes: TEXTS.map((text) => new TextEncoder().encode(text)) },
  ...{ e: [0, 1], f: [0, 1], x: [{}, { a: 7 }], y: [{}, { b: "abc" }] },
};

const variants: fc.Arbitrary<Variant | undefined> = fc.option(
  fc.record({
    name: fc.constantFrom("a", "b"),
    number: fc.constantFrom(5, 6),
    label: fc.constantFrom("required", "optional", "repeated"),
    type: fc.constantFrom(...Object.keys(VALUES)),
    packed: fc.boolean(),
    default: fc.constantFrom(undefined, 0, 1),
  }),
  { nil: undefined, freq: 20 },
);

/** Two versions of a field, which often differ in little. */
const pairs = fc
  .tuple(variants, variants, fc.subarray(["name", "number", "label", "type", "packed", "default"] as const))
  .map(([a, b, keys]) => {
    if (a === undefined || b === undefined) return [a, b] as const;
    return [a, { ...a, ...Object.fromEntries(keys.map((key) => [key, b[key]])) }] as const;
  });

function textOf(variant: Variant | undefined): string {
  const kept = "required uint32 kept = 1;";
  if (variant === undefined) return kept;
  const { label, type, name, number, packed } = variant;
  const isNumber = !["string", "bytes", "x", "y"].includes(type);
  const isInteger = /int|^s?fixed/.test(type);
  const options = [
    ...(label === "repeated" && isNumber ? [`packed = ${packed}`] : []),
    ...(label === "optional" && isInteger && variant.default !== undefined ? [`default = ${variant.default}`] : []),
  ];
  const shown = options.length > 0 ? ` [${options.join(", ")}]` : "";
  return `${kept}\n${label} ${type} ${name} = ${number}${shown};`;
}

const TYPES = `syntax = "proto2"; enum e { A = 0; B = 1; } enum f { D = 1; C = 0; }
message x { optional uint32 a = 1; } message y { optional string b = 1; }`;

function typeOf(variant: Variant | undefined): protobuf.Type {
  const { root } = protobuf.parse(`${TYPES} message m { ${textOf(variant)} }`, { keepCase: true });
  return root.resolveAll().lookupType("m");
}

/** Returns a value in a form that is comparable across types. */
function meaning(value: unknown): string {
  if (typeof value === "boolean") return String(Number(value));
  if (value instanceof Uint8Array) return JSON.stringify(new TextDecoder().decode(value));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return "low" in value ? String(value) : JSON.stringify({ ...value });
}

/** Returns the values of a field as a list. If both versions are optional, an absent field has its default. */
function said(message: object, field: Variant, other: Variant | undefined, type: protobuf.Type): string {
  const value: unknown = Object.hasOwn(message, field.name) ? Reflect.get(message, field.name) : undefined;
  if (Array.isArray(value)) return value.map(meaning).join();
  if (value !== undefined) return meaning(value);
  const isCounted = field.label === "optional" && other?.label === "optional" && !/^[xy]$/.test(field.type);
  if (!isCounted) return "";
  const { defaultValue } = type.fields[field.name] ?? {};
  return Array.isArray(defaultValue) ? '""' : meaning(defaultValue);
}

/** Returns messages with all possible values of a writer's field. */
function messagesOf(writer: Variant | undefined, values: readonly unknown[]): object[] {
  if (writer === undefined) return [{ kept: 3 }];
  const { label, name } = writer;
  const lists = label === "repeated" ? [[], ...values.map((value) => [value]), [...values, ...values]] : values;
  const messages = lists.map((value) => ({ kept: 3, [name]: value }));
  return label === "optional" ? [{ kept: 3 }, ...messages] : messages;
}

/** Returns whether two versions are the same field, by name or by number. */
function isSame(a: Variant | undefined, b: Variant | undefined): boolean {
  return a !== undefined && b !== undefined && (a.name === b.name || a.number === b.number);
}

/**
 * Returns whether a reader gets the values of a writer.
 *
 * @param all whether all values must arrive; otherwise only the values that the reader knows
 */
function arrives(message: object, writer: Variant | undefined, reader: Variant | undefined, all: boolean): boolean {
  const [from, to] = [typeOf(writer), typeOf(reader)];
  const same = isSame(writer, reader);
  const sent = writer === undefined || !(same || all) ? "" : said(message, writer, same ? reader : undefined, from);
  try {
    const read = to.decode(from.encode(message).finish());
    if (Reflect.get(read, "kept") !== 3) return false;
    const got = reader === undefined || !(same || !all) ? "" : said(read, reader, same ? writer : undefined, to);
    return sent === got;
  } catch {
    return false;
  }
}

/** Returns the values that the writer can write and the reader can hold. */
function shared(writer: Variant | undefined, reader: Variant | undefined): unknown[] {
  const known = new Set((VALUES[reader?.type ?? ""] ?? []).map(meaning));
  const values = VALUES[writer?.type ?? ""] ?? [];
  return isSame(writer, reader) ? values.filter((value) => known.has(meaning(value))) : [...values];
}

function breaks(changes: readonly Change[], one: Break): boolean {
  return changes.some((change) => change.breaks.includes(one));
}

describe("the wire rules", () => {
  it.each([
    ["old files", (before: Variant | undefined, after: Variant | undefined) => [before, after, true] as const],
    ["old readers", (before: Variant | undefined, after: Variant | undefined) => [after, before, false] as const],
  ] as const)("agree with protobufjs: %s", (what, roles) => {
    const counts = { broken: 0, whole: 0 };
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const changes = diffFormats(formatOf(textOf(before)), formatOf(textOf(after)));
        const [writer, reader, all] = roles(before, after);
        const isRight = (message: object): boolean => arrives(message, writer, reader, all);
        if (breaks(changes, what)) {
          counts.broken++;
          const values = VALUES[writer?.type ?? ""] ?? [];
          expect(messagesOf(writer, values).every(isRight)).toBe(false);
        } else {
          counts.whole++;
          expect(messagesOf(writer, shared(writer, reader)).filter((message) => !isRight(message))).toEqual([]);
        }
      }),
      { numRuns: share(400) },
    );
    expect(Math.min(counts.broken, counts.whole)).toBeGreaterThan((counts.broken + counts.whole) / 8);
  });
});
