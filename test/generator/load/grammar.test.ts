import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ENTRIES, MESSAGES, REST, RUN } from "../../../generator/load/grammar.ts";
import { CASE, KEY, PRESENCE, RANGE, WHERE } from "../../../generator/load/relation-cells.ts";
import { PROJECT_SCHEMA } from "../../support/schema.ts";

/** Returns all `pattern` strings of a JSON Schema, each with its path of keys. */
function patternsOf(schema: unknown, path = ""): [path: string, pattern: string][] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === "pattern" && typeof value === "string" ? [[path, value]] : patternsOf(value, `${path}/${key}`),
  );
}

function patternsIn(file: string): ReadonlyMap<string, string> {
  return new Map(patternsOf(JSON.parse(readFileSync(join(PROJECT_SCHEMA, file), "utf8")) as unknown));
}

const patterns = patternsIn("images.schema.json");
const relations = patternsIn("relations.schema.json");

describe("the patterns of table cells", () => {
  it.each([
    ["ENTRIES", ENTRIES, "/definitions/image/properties/entries"],
    ["REST", REST, "/definitions/image/properties/rest"],
    ["RUN", RUN, "/definitions/part/anyOf/0"],
    ["MESSAGES", MESSAGES, "/definitions/part/anyOf/1/properties/messages"],
  ])("equal those of the JSON Schema for editors: %s", (_, { source }, path) => {
    expect(source).toBe(patterns.get(path));
  });

  it.each([
    ["CASE", CASE, "/definitions/target"],
    ["PRESENCE", PRESENCE, "/definitions/presence"],
    ["WHERE", WHERE, "/definitions/where"],
    ["KEY", KEY, "/definitions/key"],
    ["RANGE", RANGE, "/properties/ranges/additionalProperties"],
  ])("of relations equal those of the JSON Schema for editors: %s %#", (_, { source }, path) => {
    expect(source).toBe(relations.get(path));
  });

  it("split a cell into its components", () => {
    expect(RUN.exec("u16(count) pad 8 unless flag")?.groups).toEqual({
      type: "u16",
      length: "count",
      pad: "8",
      when: "unless",
      condition: "flag",
    });
    expect(MESSAGES.exec("a.b_c(n) if f")?.groups).toEqual({
      message: "a.b_c",
      count: "n",
      when: "if",
      condition: "f",
    });
    expect(ENTRIES.exec("note")?.groups).toMatchObject({ message: "note", when: undefined });
    expect(REST.exec("bytes unless f")?.groups).toEqual({ when: "unless", condition: "f" });
  });

  it.each([
    "u8(a)",
    "bytes",
    "bytes(a) pad 0",
    "bytes(a) pad 10000",
    "bytes( a )",
    "bytes(a)  pad 4",
    "bytes(a) when f",
  ])("do not match an invalid run: %s", (cell) => {
    expect(RUN.test(cell)).toBe(false);
  });

  const file = new RegExp(patterns.get("/definitions/image/properties/file") ?? "", "u");

  it.each(["a/b", "a b", "%u-%u", "100%", "%5u", "%lx", "a\n", "a\u2028"])(
    "do not match an invalid file name: %j",
    (name) => {
      expect(file.test(name)).toBe(false);
    },
  );

  it.each(["core-%u.img", "irmap-cache", "stats-%s", "pagemap-shmem-%lu.img", "g-%x", "p-%d", "p-%ld"])(
    "match valid file names: %s",
    (name) => {
      expect(file.test(name)).toBe(true);
    },
  );
});
