import { describe, expect, it } from "vitest";
import type { CriuDisplay } from "../../../generator/model/model.ts";
import { mergeDisplay } from "../../../upstream/import/display.ts";

type Bits = Readonly<Record<string, Readonly<Record<string, number>>>>;

const bitsOf = (all: Bits): CriuDisplay["flags"] =>
  new Map(
    Object.entries(all).map(
      ([map, bits]) => [map, Object.entries(bits).map(([name, bit]) => ({ name, bit }))] as const,
    ),
  );

/** Merges these names into a display.yaml. */
function merged(
  text: string,
  flags: Bits,
  dicts: Readonly<Record<string, Bits>> = {},
  { more = {}, own = {} }: { readonly more?: Bits; readonly own?: { flags?: string; dicts?: string } } = {},
): string {
  const codes = Object.entries(dicts).map(([dict, fields]) => {
    const named = Object.entries(fields).map(
      ([field, names]) => [field, new Map(Object.entries(names).map(([name, code]) => [code, name] as const))] as const,
    );
    return [dict, new Map(named)] as const;
  });
  const display = { flags: bitsOf(flags), dicts: new Map(codes), more: bitsOf(more) };
  return mergeDisplay(text, display, { flags: new Set([own.flags ?? ""]), dicts: new Set([own.dicts ?? ""]) });
}

const TEXT = `# Mine
flags:
  a: # the first
    ONE: 0x1
    TWO: 2 # in decimal
    GONE: 0x8
  old:
    X: 0x1
dicts:
  d:
    f: { 1: UP, 2: DOWN }
    g: { 1: GONE }
  e:
    f: { 1: X }
`;

describe("names of bits and codes in an import", () => {
  it("keep their own style if they are equal", () => {
    const [flags, dicts] = [
      { a: { ONE: 1, TWO: 2, GONE: 8 }, old: { X: 1 } },
      { d: { f: { UP: 1, DOWN: 2 }, g: { GONE: 1 } }, e: { f: { X: 1 } } },
    ];
    expect(merged(TEXT, flags, dicts)).toBe(TEXT);
  });

  it("are added, changed and removed in the order of the source, with their maps and dictionaries", () => {
    const text = merged(
      TEXT,
      { first: { Z: 4 }, a: { ZERO: 0x10, ONE: 1, TWO: 4 } },
      { c: { f: { NEW: 1 } }, d: { f: { DOWN: 2, LEFT: 3 }, h: { Q: 7 } } },
    );
    expect(text).toBe(`# Mine
flags:
  first:
    Z:                    0x4
  a: # the first
    ZERO: 0x10
    ONE: 0x1
    TWO: 0x4 # in decimal
dicts:
  c:
    f:
      1:   NEW
  d:
    f: { 2: DOWN, 3: LEFT }
    h:
      7:   Q
`);
  });

  it("stay in the schema's own maps even if the source lacks them", () => {
    const own = { flags: "old", dicts: "e" };
    const text = merged(TEXT, { a: { ONE: 1 } }, { d: { f: { UP: 1 } } }, { own });
    expect(text).toBe(
      "# Mine\nflags:\n  a: # the first\n    ONE: 0x1\n  old:\n    X: 0x1\ndicts:\n  d:\n    f: { 1: UP }\n  e:\n    f: { 1: X }\n",
    );
  });

  it("have a map of their own if they come from C, which appears with the first name and then stays", () => {
    const EMPTY = "flags: {}\ndicts: {}\n";
    expect(merged(EMPTY, {})).toBe(EMPTY);
    const text = merged(EMPTY, {}, {}, { more: { "m.a": { ZOMBIE: 6 } } });
    expect(text).toBe(`${EMPTY}more:\n  m.a:\n    ZOMBIE:               0x6\n`);
    expect(merged(text, {}, {}, { more: { "m.a": { ZOMBIE: 6 } } })).toBe(text);
    expect(merged(text, {})).toBe(`${EMPTY}more: {}\n`);
    expect(merged(text, {}, {}, { own: { flags: "m.a" } })).toBe(text);
  });
});
