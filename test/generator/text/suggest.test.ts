import { describe, expect, it } from "vitest";
import { didYouMean } from "../../../generator/text/suggest.ts";

describe("a suggestion", () => {
  it("is the nearest name if one is near", () => {
    expect(didYouMean("entires", ["entry", "entries", "extra"])).toBe("did you mean entries?");
    expect(didYouMean("sise", ["size"])).toBe("did you mean size?");
  });

  it("is absent if no name is near, or if there are no names", () => {
    expect(didYouMean("colour", ["file", "magic", "raw"])).toBeUndefined();
    expect(didYouMean("size", [])).toBeUndefined();
    expect(didYouMean("size", new Set<string>())).toBeUndefined();
  });

  it("tolerates a third of wrong letters, and no more", () => {
    expect(didYouMean("abcdef", ["abcdxy"])).toBe("did you mean abcdxy?");
    expect(didYouMean("abcdef", ["abcxyz"])).toBeUndefined();
  });
});
