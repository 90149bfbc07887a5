import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KeyIndex, lineAt } from "../../../registry/gazetteer/key-index.ts";

const key = fc.string({ unit: fc.constantFrom("a", "b", "z", "9"), minLength: 1, maxLength: 3 });
const places = fc.array(fc.record({ name: fc.constantFrom("A b", "Ä", "b", ""), keys: fc.array(key) }), {
  maxLength: 20,
});

describe("the index of keys", () => {
  it("finds the lines that have a key, in their order, and no others", () => {
    fc.assert(
      fc.property(places, key, (all, wanted) => {
        const lines = all.map(({ name, keys }) => `${name}\t1\t2\tXX\t3\t ${keys.join(" ")} `);
        const text = lines.map((line) => `${line}\n`).join("");
        const found = new Set(new KeyIndex(text).lines(wanted));
        const naive = lines.filter((_, i) => all[i]?.keys.includes(wanted));
        expect([...found].map((line) => lineAt(text, line))).toEqual(naive);
      }),
    );
  });
});
