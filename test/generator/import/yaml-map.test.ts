import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { pairsAt, removeKey, setKey } from "../../../generator/import/yaml-map.ts";

const keys = fc.constantFrom("a", "bb", "ccc", "long_one");
const maps = fc.dictionary(keys, fc.nat(999), { noNullPrototype: true });

/** A text with a map at `m`, in lines or in braces. */
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

describe("a map in a text", () => {
  it("has a key more, or another value, and nothing else is different", () => {
    fc.assert(
      fc.property(texts, keys, fc.nat(999), fc.option(keys), ({ map, text }, key, value, after) => {
        const edited = setKey(text, ["m"], key, `${value}`, after ?? undefined);
        expect(parse(edited)).toEqual({ m: { ...map, [key]: value }, last: 1 });
        expect(edited).toMatch(/^# first\n[\s\S]*\nlast: 1 # end\n$/);
      }),
    );
  });

  it("has a key less, and nothing else is different; the last one leaves an empty map", () => {
    fc.assert(
      fc.property(texts, keys, ({ map, text }, key) => {
        const { [key]: _, ...rest } = map;
        const edited = removeKey(text, ["m"], key);
        expect(parse(edited)).toEqual({ m: rest, last: 1 });
        if (!Object.hasOwn(map, key)) expect(edited).toBe(text);
      }),
    );
  });

  it("can be the text as a whole, which may be empty", () => {
    expect(setKey("", [], "a", "1")).toBe("a: 1\n");
    expect(setKey("b: 2\n", [], "a", "1", "")).toBe("a: 1\nb: 2\n");
    expect(setKey("b: 2", [], "a", "1")).toBe("b: 2\na: 1");
    expect(removeKey("b: 2\na: 1\n", [], "b")).toBe("a: 1\n");
  });

  it("can be one that is not there yet: a key without a value", () => {
    expect(setKey("m:\nlast: 1\n", ["m"], "a", "1")).toBe("m:\n  a: 1\nlast: 1\n");
    expect(pairsAt("m:\n", ["m"])).toEqual([]);
    expect(pairsAt("m: 5\n", ["m"])).toEqual([]);
    expect(removeKey("m:\n", ["m"], "a")).toBe("m:\n");
    expect(pairsAt("m: { a: }\n", ["m"])).toEqual([{ key: "a", start: 5, value: 8, end: 7 }]);
  });
});
