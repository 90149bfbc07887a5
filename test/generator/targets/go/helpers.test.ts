import { describe, expect, it } from "vitest";
import * as helpers from "../../../../generator/targets/go/helpers.ts";

describe("comments of Go", () => {
  it("are wrapped, and a line does not begin as a list does", () => {
    const words = Array.from({ length: 15 }, () => "abcd").join(" ");
    expect(helpers.doc([`${words} - abcdefgh 12. abc`])).toBe(`// ${words} -\n// abcdefgh 12. abc`);
  });

  it("have paragraphs", () => {
    expect(helpers.doc(["One.", "", "Two."], { hash: { indent: 1 } })).toBe("\t// One.\n\t//\n\t// Two.");
    expect(helpers.doc([])).toBe("");
  });

  it("hold hostile text", () => {
    for (const text of ["a\nfunc init() {}", "b\u2028func init() {}", "# heading", "[x]: y", "\tcode"]) {
      const comment = helpers.doc([text]);
      expect(comment.split("\n").every((line) => /^\/\/ [^#[\s]/.test(line))).toBe(true);
      expect(comment).not.toContain("\u2028");
    }
    expect(helpers.comment("a\nb")).toBe("a b");
  });
});

describe("literals of Go", () => {
  it("quote texts", () => {
    expect(helpers.quote('a"\\\n')).toBe('"a\\"\\\\\\n"');
    expect(helpers.quoteAll(["a", "b"])).toBe('"a", "b"');
  });

  it("spell numbers, and fields of structs", () => {
    expect(helpers.hex(0x54564319)).toBe("0x54564319");
    expect(helpers.words([0x54564319, 1])).toBe("0x54564319, 0x00000001");
    expect(helpers.properties({ label: "required", packed: "true" })).toBe(", label: required, packed: true");
    expect(helpers.properties({})).toBe("");
    expect(helpers.spelled(["A", "B"], "m.", " != nil")).toBe("m.A != nil, m.B != nil");
  });

  it("escape cells of a table", () => {
    expect(helpers.cell("a|b")).toBe("a\\|b");
  });
});
