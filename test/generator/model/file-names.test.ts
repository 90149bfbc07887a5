import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonName } from "../../../generator/model/file-names.ts";

/** Returns a pattern of the names that a format prints. */
function patternOf(format: string): RegExp {
  const printed: Readonly<Record<string, string>> = { u: "[0-9]+", d: "[0-9]+", x: "[0-9a-f]+", s: ".+" };
  const parts = format
    .split(/%l?([udxs])/)
    .map((part, i) => (i % 2 === 1 ? printed[part] : part.replaceAll(".", "\\.")));
  return new RegExp(`^${parts.join("")}$`);
}

const literal = fc.string({ unit: fc.constantFrom("a", "b", "0", "7", "-", "."), maxLength: 3 });
const conversion = fc.constantFrom("", "%u", "%d", "%lu", "%ld", "%x", "%s");
const format = fc.tuple(literal, conversion, literal).map((parts) => parts.join(""));

describe("a name that two formats share", () => {
  it.each([
    ["pages-%u.img", "pages-%d.img", "pages-0.img"],
    ["stats-%s", "stats-dump", "stats-dump"],
    ["core-%x.img", "core-%u.img", "core-0.img"],
    ["a-%x.img", "a-%s", "a-0.img"],
    ["pagemap-%lu.img", "pagemap-shmem-%lu.img", undefined],
    ["a-%u.img", "a-b%u.img", undefined],
    ["a-%x.img", "a-b%u.img", "a-b0.img"],
    ["%s0", "0%s", "00"],
    ["a", "b", undefined],
  ])("is found for %s and %s: %s", (a, b, name) => {
    expect(commonName(a, b)).toBe(name);
    expect(commonName(b, a)?.length).toBe(name?.length);
  });

  it("matches both formats", () => {
    fc.assert(
      fc.property(format, format, (a, b) => {
        const name = commonName(a, b);
        if (name === undefined) return;
        expect([a, name]).toEqual([a, expect.stringMatching(patternOf(a))]);
        expect([b, name]).toEqual([b, expect.stringMatching(patternOf(b))]);
      }),
    );
  });

  it("is found whenever it exists", () => {
    const names = fc.string({ unit: fc.constantFrom("a", "b", "0", "7", "-", "."), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(format, format, names, (a, b, name) => {
        if (patternOf(a).test(name) && patternOf(b).test(name)) expect(commonName(a, b)).toBeDefined();
      }),
      { numRuns: 2000 },
    );
    expect(commonName("%s", "%s")).toBe("a");
  });
});
