import { describe, expect, it } from "vitest";
import * as helpers from "../../../../generator/targets/typescript/helpers.ts";

/** Texts that try to escape from their string or comment. */
const HOSTILE: readonly string[] = [
  "*/ export const hacked = 1; /*",
  "**//** */",
  "*\u2028/ *\u0000/ *\n/",
  `\`\${process.exit(1)}\``,
  "'; hacked(); //",
  '"; hacked(); //',
  "\\",
  '\\"; hacked(); //',
  "two\nlines\r\nor\rthree",
  "line\u2028and\u2029paragraph\u0085next",
  "right\u202eto\u202cleft\u2066and\u2069back\u200e\u200f",
  "</script><script>alert(1)</script>",
  `<!-- a --> ]]> {{hacked}} {{{hacked}}} \${hacked}`,
  "\u0000\u0007\u001b[31m\u007f\u009b",
  "\ud800 alone",
];
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

describe("quote", () => {
  it.each(HOSTILE)("makes one string of the same text, on one line (%#)", (text) => {
    const quoted = helpers.quote(text);
    expect(quoted).toMatch(/^"(?:[^"\\]|\\.)*"$/);
    expect(quoted).not.toMatch(BREAKS);
    expect(JSON.parse(quoted)).toBe(text);
    expect(new Function(`return ${quoted};`)()).toBe(text);
  });

  it("quotes lists and numbers too", () => {
    expect(helpers.quoteAll(["a", 'b"'])).toBe('"a", "b\\""');
    expect(helpers.quote(5)).toBe('"5"');
  });
});

describe("a text in a comment", () => {
  it.each(HOSTILE)("stays in the comment, on one line (%#)", (text) => {
    const comment = helpers.comment(text);
    expect(comment).not.toContain("*/");
    expect(comment).not.toMatch(BREAKS);
    expect(new Function(`/* ${comment} */ return typeof hacked;`)()).toBe("undefined");
  });

  it.each(HOSTILE)("stays in a docstring (%#)", (text) => {
    for (const doc of [helpers.doc([text]), helpers.doc([text, text], { hash: { indent: 2 } })]) {
      expect(doc.indexOf("*/")).toBe(doc.length - 2);
      expect(new Function(`${doc}\nreturn typeof hacked;`)()).toBe("undefined");
    }
  });
});

describe("a literal", () => {
  it("evaluates to the same value", () => {
    const values = [0, -0, 1.5, Infinity, -Infinity, Number.NaN, 5n, "a\n", true];
    for (const value of values)
      expect(new Function(`return ${helpers.literal(value).replace(" as number", "")};`)()).toBe(value);
  });
});

describe("a docstring", () => {
  it("is one line if it fits, and several lines if it is longer or has paragraphs", () => {
    expect(helpers.doc(["Short."])).toBe("/** Short. */");
    expect(helpers.doc(["Short."], { hash: { indent: 2 } })).toBe("  /** Short. */");
    expect(helpers.doc(["One.", "", "Two."])).toBe("/**\n * One.\n *\n * Two.\n */");
    expect(helpers.doc([])).toBe("");
  });

  it.each([0, 2, 4])("is never wider than 120 columns, indented by %i", (indent) => {
    const words = Array.from({ length: 90 }, (_, i) => "x".repeat(1 + (i % 13)));
    for (let count = 1; count <= words.length; count++) {
      const text = words.slice(0, count).join(" ");
      const lines = helpers.doc([text], { hash: { indent } }).split("\n");
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
      expect(
        lines
          .map((line) => line.replace(/^ *(?:\/\*\*|\*\/|\*)? ?| \*\/$/g, ""))
          .join(" ")
          .trim(),
      ).toBe(text);
    }
  });

  it("fills its lines up to 120 columns", () => {
    expect(helpers.doc(["x".repeat(113)])).toHaveLength(120);
    expect(helpers.doc(["x".repeat(114)]).split("\n")).toHaveLength(3);
    expect(helpers.doc([`${"x".repeat(100)} ${"y".repeat(16)}`]).split("\n")).toHaveLength(3);
    expect(helpers.doc([`${"x".repeat(100)} ${"y".repeat(17)}`]).split("\n")).toHaveLength(4);
  });

  it("keeps a long word whole", () => {
    const word = "x".repeat(200);
    expect(helpers.doc([`a ${word} b`])).toBe(`/**\n * a\n * ${word}\n * b\n */`);
  });
});

describe("a literal", () => {
  it.each([
    [5, "5"],
    [-5, "-5"],
    [5n, "5n"],
    [-(2n ** 63n), "-9223372036854775808n"],
    [true, "true"],
    ["a\n", '"a\\n"'],
    ["5", '"5"'],
    [null, "null"],
    [1.5, "1.5"],
    [-0, "-0"],
  ])("is written as in TypeScript: %s", (value, text) => {
    expect(helpers.literal(value)).toBe(text);
    expect(new Function(`return ${helpers.literal(value)};`)()).toBe(value);
  });
});

describe("a property", () => {
  it("has the name of its variable alone if it is the same", () => {
    expect(helpers.property("a", "a")).toBe("a");
    expect(helpers.property("class", "class_")).toBe("class: class_");
    expect(helpers.join(["a", "b"])).toBe("a, b");
  });

  it("has a name of its own if every object has one of this name, or the schema's name as a key", () => {
    expect(helpers.property("valueOf", "valueOf")).toBe("valueOf$: valueOf");
    expect(["size", "toString", "__proto__"].map(helpers.member)).toEqual(["size", "toString$", "__proto__$"]);
    const keys = ["size", '"a b"', "toString", "__proto__", '"__proto__"'].map(helpers.ownKey);
    expect(keys).toEqual(["size", '"a b"', "toString", '["__proto__"]', '["__proto__"]']);
  });
});

describe("a number in hexadecimal", () => {
  it("has eight digits as a magic, and as few as possible as a bit", () => {
    expect([helpers.hex(0x11), helpers.shortHex(0x11)]).toEqual(["0x00000011", "0x11"]);
  });
});

describe("a cell of a Markdown table", () => {
  it("escapes its content: no markup, no further cells", () => {
    expect(helpers.cell("a | b")).toBe("a \\| b");
    expect(helpers.cell("core-%u_x.img")).toBe("core-%u\\_x.img");
    expect(helpers.cell("<b>*bold* `code` [link]</b>")).toBe("\\<b\\>\\*bold\\* \\`code\\` \\[link\\]\\</b\\>");
    expect(helpers.cell("two\nlines")).toBe("two lines");
  });

  it("shows a backslash as one", () => {
    expect(helpers.cell("a\\|b")).toBe("a\\\\\\|b");
  });
});
