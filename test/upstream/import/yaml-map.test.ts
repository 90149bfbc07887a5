import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { isRecord, pairsAt, removeKey, removeKeys, setKey, valueAt } from "../../../upstream/import/yaml-map.ts";

const keys = fc.constantFrom("a", "bb", "ccc", "long_one");
const maps = fc.dictionary(keys, fc.nat(999), { noNullPrototype: true });

/** Texts with a map at `m`, in block or flow style. */
const texts = fc.tuple(maps, fc.boolean()).map(([map, flow]) => {
  const written = flow
    ? `{ ${Object.entries(map)
        .map(([key, value]) => `${key}: ${value}`)
        .join(", ")} }`.replace("{  }", "{}")
    : stringify(map, { indent: 2 })
        .trimEnd()
        .replaceAll(/^(?=\w)/gm, "  ")
        .replace(/^(?=\s*\w)/, "\n");
  return { map, text: `# first\nm: ${written}\nlast: 1 # end\n` };
});

describe("a map in a YAML text", () => {
  it("gains a key or a value, without any other change", () => {
    fc.assert(
      fc.property(texts, keys, fc.nat(999), fc.option(keys), ({ map, text }, key, value, after) => {
        const edited = setKey(text, ["m"], key, `${value}`, after ?? undefined);
        expect(parse(edited)).toEqual({ m: { ...map, [key]: value }, last: 1 });
        expect(edited).toMatch(/^# first\n[\s\S]*\nlast: 1 # end\n$/);
      }),
    );
  });

  it("loses a key, without any other change; the last one leaves an empty map", () => {
    fc.assert(
      fc.property(texts, keys, ({ map, text }, key) => {
        const { [key]: _, ...rest } = map;
        const edited = removeKey(text, ["m"], key);
        expect(parse(edited)).toEqual({ m: rest, last: 1 });
        if (!Object.hasOwn(map, key)) expect(edited).toBe(text);
      }),
    );
  });

  it("can be the whole text, even an empty one", () => {
    expect(setKey("", [], "a", "1")).toBe("a: 1\n");
    expect(setKey("b: 2\n", [], "a", "1", "")).toBe("a: 1\nb: 2\n");
    expect(setKey("b: 2", [], "a", "1")).toBe("b: 2\na: 1");
    expect(removeKey("b: 2\na: 1\n", [], "b")).toBe("a: 1\n");
  });

  it("can be missing: a key without a value", () => {
    expect(setKey("m:\nlast: 1\n", ["m"], "a", "1")).toBe("m:\n  a: 1\nlast: 1\n");
    expect(pairsAt("m:\n", ["m"])).toEqual([]);
    expect(pairsAt("m: 5\n", ["m"])).toEqual([]);
    expect(removeKey("m:\n", ["m"], "a")).toBe("m:\n");
    expect(pairsAt("m: { a: }\n", ["m"])).toEqual([{ key: "a", start: 5, value: 8, end: 7 }]);
  });
});

describe("an edit of a YAML text", () => {
  it.each([
    ["m:\n  a:   1 # one\n  bb:  2\n", "c", "3", "a", "m:\n  a:   1 # one\n  c:   3\n  bb:  2\n"],
    ["m:\n  a:   1\n", "long_one", "3", undefined, "m:\n  a:   1\n  long_one: 3\n"],
    ["m:\n  a:   1\n", "bbb", "3", undefined, "m:\n  a:   1\n  bbb: 3\n"],
    ["m:\n  a:   1\n", "bbbb", "3", undefined, "m:\n  a:   1\n  bbbb: 3\n"],
    ["m:\n  a: 1\n", "b", "3", "", "m:\n  b: 3\n  a: 1\n"],
    ["m:\n  a: 1\n  b: 2\n", "c", "3", "gone", "m:\n  a: 1\n  b: 2\n  c: 3\n"],
    ["m:\n  a:\n    x: 1\n  b: 2\n", "a", "{}", undefined, "m:\n  a:\n    {}\n  b: 2\n"],
    ["m: { a: 1,    b: 2 }\n", "a", "100", undefined, "m: { a: 100,  b: 2 }\n"],
    ["m: { a: 1,    b: 2 }\n", "a", "1000000", undefined, "m: { a: 1000000, b: 2 }\n"],
    ["m: { a: 1, b: 2 }\n", "b", "300", undefined, "m: { a: 1, b: 300 }\n"],
    ["m: { a: 1, b: 2 }\n", "c", "3", "a", "m: { a: 1, c: 3, b: 2 }\n"],
    ["x: 1\nm: {} # none\n", "a", "1", undefined, "x: 1\nm:\n  a: 1 # none\n"],
  ])("keeps the style of %j: %s is %s", (text, key, value, after, edited) => {
    expect(setKey(text, ["m"], key, value, after)).toBe(edited);
  });

  it.each([
    ["m:\n  a: 1 # one\n  b: 2\n", "a", "m:\n  b: 2\n"],
    ["m:\n  a: 1\n  b:\n    x: 1\n    y: 2\nz: 1\n", "b", "m:\n  a: 1\nz: 1\n"],
    ["m:\n  a: 1\nz: 1\n", "a", "m: {}\nz: 1\n"],
    ["m: { a: 1, b: 2, c: 3 }\n", "b", "m: { a: 1, c: 3 }\n"],
    ["m: { a: 1, b: 2, c: 3 }\n", "c", "m: { a: 1, b: 2 }\n"],
    ["m: { a: 1, b: 2, c: 3 }\n", "a", "m: { b: 2, c: 3 }\n"],
    ["m: { a: 1 } # end\n", "a", "m: {} # end\n"],
  ])("keeps the style of %j without %s", (text, key, edited) => {
    expect(removeKey(text, ["m"], key)).toBe(edited);
  });

  it("affects only the map at the path", () => {
    const text = "m: { a: 1 }\nn:\n  m: { a: 1 }\n  list: [{ a: 1 }, { a: 1 }]\n";
    expect(setKey(text, ["n", "m"], "a", "2")).toBe(text.replace("  m: { a: 1 }", "  m: { a: 2 }"));
    expect(setKey(text, ["n", "list", 1], "a", "2")).toBe(text.replace(", { a: 1 }]", ", { a: 2 }]"));
    expect(removeKey(text, [], "m")).toBe(text.slice("m: { a: 1 }\n".length));
    expect([valueAt(text, ["n", "m", "a"]), valueAt(text, ["m", "a", "b"]), valueAt(text, ["x", "y"])]).toEqual([
      1,
      undefined,
      undefined,
    ]);
    expect([isRecord({}), isRecord([]), isRecord(null), isRecord("a")]).toEqual([true, true, false, false]);
  });
});

it("a map becomes empty even if a comment in it contains a colon", () => {
  expect(removeKey("m:\n  # x: y\n  c: 1\nz: 2\n", ["m"], "c")).toBe("m: {}\nz: 2\n");
});

describe("several keys of a map", () => {
  const TEXT = "# above\na: 1 # one\n# of b\nb:\n  c: 2\n  d: { e: 3, f: 4, g: 5 }\n  h: [1,\n    2]\n\ni: 6\n";

  it.each([
    [[], ["a"]],
    [[], ["a", "i"]],
    [[], ["b", "a"]],
    [[], ["a", "b", "i"]],
    [[], ["none", "i"]],
    [["b"], ["c", "h"]],
    [["b"], ["c", "d", "h"]],
    [
      ["b", "d"],
      ["e", "g"],
    ],
    [
      ["b", "d"],
      ["g", "f", "e"],
    ],
    [
      ["b", "d"],
      ["f", "g"],
    ],
    [["none"], ["a"]],
  ])("at %j are removed at once with the same result as one by one: %j", (path, keys) => {
    const expected = keys.reduce((text, key) => removeKey(text, path, key), TEXT);
    expect(removeKeys(TEXT, path, keys)).toBe(expected);
    if (path[0] !== "none") expect(expected).not.toBe(TEXT);
  });
});
