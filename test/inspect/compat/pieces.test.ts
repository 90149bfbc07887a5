import type { MessageLayout } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { Carried, type Feature } from "../../../inspect/compat/carried.ts";
import { wireValues } from "../../../inspect/compat/fields.ts";
import { historyOf, releaseNamed } from "../../../inspect/compat/since.ts";
import { walkMessage } from "../../../inspect/compat/walk.ts";
import type { HistoryTables } from "../../../inspect/schema/schema.ts";

const TABLES: HistoryTables = {
  RELEASES: [
    { name: "v1.0", date: "2001-01-01" },
    { name: "v1.1", date: "2002-02-02" },
    { name: "v2.0", date: "2003-03-03" },
  ],
  HEADS_SINCE: { common: "v1.1" },
  VERSIONS_SINCE: {},
  PLACES_BYTES_OF: {},
  PLACING_MESSAGES: {},
  PLACING_VALUES: {},
  IMAGES_SINCE: { NEW: "v2.0", OWN: null },
  FIELDS_SINCE: { m: { later: "v1.1", newest: "v2.0-7-gabc", none: null } },
  ENUM_VALUES_SINCE: { e: { B: "v2.0" } },
  NOTES: { "m.later": "a note" },
  FORMER_FILES: [{ image: "OLD", file: "old-%u.img", since: "v1.0", until: "v2.0" }],
};

const history = historyOf(TABLES);

const plain = (bytes: Uint8Array) =>
  [...wireValues(bytes)].map(({ number, wire, bytes }) => [number, wire, [...bytes]]);

describe("wireValues", () => {
  it("yields values of all wire types", () => {
    const bytes = Uint8Array.of(
      ...[0x08, 0xac, 0x02],
      ...[0x11, 1, 2, 3, 4, 5, 6, 7, 8],
      ...[0x1a, 2, 9, 10],
      ...[0x25, 1, 2, 3, 4],
      ...[0x2a, 0],
      ...[0x30, 1],
    );
    expect(plain(bytes)).toEqual([
      [1, 0, [0xac, 2]],
      [2, 1, [1, 2, 3, 4, 5, 6, 7, 8]],
      [3, 2, [9, 10]],
      [4, 5, [1, 2, 3, 4]],
      [5, 2, []],
      [6, 0, [1]],
    ]);
    expect(plain(new Uint8Array())).toEqual([]);
  });

  it("yields a group, and not the values inside of it", () => {
    // 1: { 2: 1, 3: { 4: 1 }, 2: 2 }, 5: 1
    const bytes = Uint8Array.of(0x0b, 0x10, 1, 0x1b, 0x20, 1, 0x1c, 0x10, 2, 0x0c, 0x28, 1);
    expect(plain(bytes)).toEqual([
      [1, 3, []],
      [5, 0, [1]],
    ]);
  });

  it("yields long bytes whole", () => {
    const body = new Uint8Array(300).fill(8);
    expect(plain(Uint8Array.of(0x0a, 0xac, 2, ...body, 0x10, 3))).toEqual([
      [1, 2, [...body]],
      [2, 0, [3]],
    ]);
  });
});

describe("a history", () => {
  it("has all releases, and a place after them for anything unreleased", () => {
    expect(history.versions).toEqual(["v1.0", "v1.1", "v2.0", "v2.0-7-gabc"]);
    expect(history.versions.map(history.placeOf)).toEqual([0, 1, 2, 3]);
    expect(history.placeOf(null)).toBe(4);
    expect([history.dateOf("v1.1"), history.dateOf("v2.0-7-gabc")]).toEqual(["2002-02-02", undefined]);
  });

  it("returns the first release of everything it lists, and the oldest release for anything else", () => {
    expect([history.head("common"), history.head("service")]).toEqual(["v1.1", "v1.0"]);
    expect(["NEW", "OWN", "ANY", "toString"].map(history.image)).toEqual(["v2.0", null, "v1.0", "v1.0"]);
    expect([history.field("m", "later"), history.field("m", "any"), history.field("n", "later")]).toEqual([
      ...["v1.1", "v1.0", "v1.0"],
    ]);
    expect([history.field("toString", "name"), history.value("e", "B"), history.value("e", "A")]).toEqual([
      ...["v1.0", "v2.0", "v1.0"],
    ]);
    expect([history.note("m.later"), history.note("toString")]).toEqual(["a note", undefined]);
    expect(history.formerFile("old-3.img")?.image).toBe("OLD");
    expect(history.formerFile("old-x.img")).toBe(undefined);
  });

  it("has no release for anything if it lists none", () => {
    const none = historyOf({
      ...TABLES,
      RELEASES: [],
      HEADS_SINCE: {},
      FIELDS_SINCE: {},
      IMAGES_SINCE: {},
      ENUM_VALUES_SINCE: {},
    });
    expect([none.versions, none.image("ANY"), none.placeOf(null)]).toEqual([[], null, 0]);
  });

  it.each([
    ["v1.1", "v1.1"],
    ["1.1", "v1.1"],
    ["v2.0-7-gabc", "v2.0-7-gabc"],
    ["2.0-7-gabc", "v2.0-7-gabc"],
    ["v2.0-99-gfff", "v2.0"],
    ["2.0-99-g0123456789abcdef", "v2.0"],
  ])("reads %s as %s", (text, release) => {
    expect(releaseNamed(history, text)).toBe(release);
  });

  it.each(["v3.0", "", "v", "1.1-7-gxyz", "1.1-7-gabc-dirty", "x2.0-7-gabc"])("does not know %j", (text) => {
    expect(() => releaseNamed(history, text)).toThrow(
      new Error(`unknown release ${text}: the history has v1.0 to v2.0-7-gabc, written as \`4.1\` or \`v4.1\``),
    );
  });
});

describe("Carried", () => {
  const use = (since: string | null, until?: string): Feature => ({
    ...{ kind: "field", name: `of ${since}`, since },
    ...(until !== undefined && { until }),
  });
  const top = { file: "a.img", step: "", release: 0 };

  it("lists each need once, with its count, its files and its first path", () => {
    const carried = new Carried(history);
    expect(carried.add("x", top, "one", () => use("v1.1"))).toBe(1);
    expect(carried.add("x", { ...top, file: "b.img" }, "two", () => use("v2.0"))).toBe(1);
    expect(carried.found).toEqual([{ ...use("v1.1"), count: 2, files: new Set(["a.img", "b.img"]), path: "one" }]);
  });

  it("omits a need as old as its container, unless a release dropped it", () => {
    const carried = new Carried(history);
    const within = { file: "a.img", step: "entries[0]", outer: top, release: 2 };
    expect(carried.add("old", within, "f", () => use("v2.0"))).toBe(2);
    expect(carried.found).toEqual([]);
    expect(carried.add("gone", within, "f", () => use("v1.0", "v2.0"))).toBe(2);
    expect(carried.add("new", within, "g", () => use(null))).toBe(4);
    expect(carried.found.map(({ name, path }) => [name, path])).toEqual([
      ["of v1.0", "entries[0].f"],
      ["of null", "entries[0].g"],
    ]);
  });

  const E = { A: 1, B: 2, MINUS: -1 };
  const inner: MessageLayout = { message: "m", fields: [{ number: 1, name: "later", type: "uint32" }] };
  const layout: MessageLayout = {
    message: "m",
    fields: [
      { number: 1, name: "later", type: "uint32" },
      { number: 2, name: "kind", type: "enum", enum: "e", values: E },
      { number: 3, name: "kinds", type: "enum", enum: "e", values: E, label: "repeated", packed: true },
      { number: 4, name: "fixed", type: "fixed32", label: "repeated", packed: true },
      { number: 5, name: "wide", type: "fixed64", label: "repeated", packed: true },
      { number: 6, name: "in", type: "message", message: () => inner, label: "repeated" },
      { number: 7, name: "none", type: "bytes" },
    ],
  };

  function carriedBy(...bytes: number[]): unknown[] {
    const carried = new Carried(history);
    walkMessage({ carried, history }, layout, Uint8Array.of(...bytes), { ...top, step: "e" });
    return carried.found.map(({ kind, name, count, path }) => [kind, name, count, path]);
  }

  it("counts enum values that are newer than the first release or unknown to the schema", () => {
    expect(carriedBy(0x10, 2)).toEqual([["enum value", "e.B", 1, "e.kind"]]);
    expect(carriedBy(0x10, 1)).toEqual([]);
    const minus = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1];
    expect(carriedBy(0x10, ...minus)).toEqual([]);
    expect(carriedBy(0x10, 9)).toEqual([["enum value", "e #9", 1, "e.kind"]]);
  });

  it("counts each element of a list, packed or not", () => {
    const expected = [
      ["enum value", "e.B", 2, "e.kinds[1]"],
      ["enum value", "e #300", 1, "e.kinds[3]"],
    ];
    expect(carriedBy(0x1a, 5, 1, 2, 2, 0xac, 2)).toEqual(expected);
    expect(carriedBy(0x18, 1, 0x18, 2, 0x1a, 3, 2, 0xac, 2)).toEqual(expected);
    // Packed lists of fixed32 and fixed64 are not read as enum values.
    expect(carriedBy(0x22, 8, 1, 0, 0, 0, 2, 0, 0, 0, 0x2a, 8, 1, 0, 0, 0, 0, 0, 0, 0)).toEqual([]);
  });

  it("counts unknown fields, and fields with a wrong wire type, by their numbers", () => {
    expect(carriedBy(0x0a, 1, 5, 0x11, 1, 2, 3, 4, 5, 6, 7, 8, 0x48, 1, 0x48, 2)).toEqual([
      ["field", "m #1, which is not later", 1, "e.#1"],
      ["field", "m #2, which is not kind", 1, "e.#2"],
      ["field", "m #9", 2, "e.#9"],
    ]);
    // A message, or bytes, cannot be packed.
    expect(carriedBy(0x30, 1)).toEqual([["field", "m #6, which is not in", 1, "e.#6"]]);
  });

  it("counts the fields of nested messages, with the path of the first", () => {
    expect(carriedBy(0x32, 0, 0x32, 2, 0x08, 1, 0x32, 2, 0x08, 1)).toEqual([["field", "m.later", 2, "e.in[1].later"]]);
    expect(carriedBy(0x3a, 1, 7)).toEqual([["field", "m.none", 1, "e.none"]]);
  });
});
