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
    [1.5, "1.5"],
    [-0, "-0"],
  ])("is written as in TypeScript: %s", (value, text) => {
    expect(helpers.literal(value)).toBe(text);
    expect(new Function(`return ${helpers.literal(value)};`)()).toBe(value);
  });
});

describe("an import", () => {
  const names = Array.from({ length: 9 }, (_, i) => `readSomething${i}`);

  it("is one line if it fits, otherwise one line per name", () => {
    expect(helpers.importLine({ from: "./a.ts", names: ["b", "C"], typeOnly: false })).toBe(
      'import { b, C } from "./a.ts";',
    );
    expect(helpers.importLine({ from: "./a.ts", names: ["C"], typeOnly: true })).toBe(
      'import type { C } from "./a.ts";',
    );
    const lines = helpers.importLine({ from: "./a.ts", names, typeOnly: false }).split("\n");
    expect(lines).toEqual(["import {", ...names.map((name) => `  ${name},`), '} from "./a.ts";']);
  });
});

describe("a line of generated code", () => {
  it("stays within 120 columns if it can be broken", () => {
    const many = Array.from({ length: 40 }, (_, i) => `field_number_${i}`);
    const texts = [
      helpers.braces(many),
      helpers.statement(`writeSomething(${many.slice(0, 9).join(", ")})`),
      helpers.statement(
        `for (const value of elements(w, message.${"x".repeat(30)}, "${"x".repeat(30)}")) writeIt(w, 8, value, "${"x".repeat(30)}")`,
      ),
      helpers.property(`extra: { messages: someLayout, extra: { run: "bytes", length: "${"x".repeat(60)}", pad: 4 } }`),
      helpers.ifPresent("x".repeat(40), `writeSomething(w, 8, message.${"x".repeat(40)}, "${"x".repeat(40)}", write)`),
    ];
    for (const text of texts) {
      const lines = text.split("\n");
      expect(lines.length).toBeGreaterThan(1);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    }
  });

  it("stays whole if it fits", () => {
    expect(helpers.braces(["a", "b: b_"])).toBe("{ a, b: b_ }");
    expect(helpers.braces([])).toBe("{}");
    expect(helpers.statement("f(x)")).toBe("  f(x);");
    expect(helpers.ifPresent("a", "f(message.a)")).toBe("  if (message.a !== undefined) f(message.a);");
    expect(helpers.join(["a", "b"])).toBe("a, b");
  });
});

describe("a generated statement", () => {
  it("depends on the presence of a field or on a condition", () => {
    expect(helpers.setField("class", "class_")).toBe("  if (class_ !== undefined) message.class = class_;");
    expect(helpers.onlyIf("a > 0", "f(a)")).toBe("  if (a > 0) f(a);");
    expect(helpers.statement("f(x)", { hash: { indent: 4 } })).toBe("    f(x);");
    expect(helpers.statement("f(x)", { hash: {} })).toBe("  f(x);");
  });

  it("returns a record with its pads, if it has some", () => {
    expect(helpers.returnRecord("message", "Note", true)).toBe("  return keepPadding<Note>(message, pads);");
    expect(helpers.returnRecord("message", "Note", false)).toBe("  return message;");
  });

  it("clears several variables at once, in one line up to 120 columns", () => {
    expect(helpers.clear(["a", "b"], { hash: { indent: 2 } })).toBe("  a = b = undefined;");
    const [name] = ["x".repeat(51)];
    const names = [name, `${name}yy`] as string[];
    expect(helpers.clear(names, { hash: { indent: 0 } })).toHaveLength(120);
    expect(helpers.clear(names, { hash: { indent: 1 } })).toBe(` ${names[0]} = undefined;\n ${names[1]} = undefined;`);
  });
});

describe("an object literal", () => {
  const p = (length: number): string => "p".repeat(length);

  it("is one line up to its width, otherwise one line per property", () => {
    expect(helpers.nested("a", ["b: 1", "c: 2"])).toBe("  a: { b: 1, c: 2 },");
    expect(helpers.nested("a", [p(110)])).toHaveLength(120);
    expect(helpers.nested("a", [p(111), "c"])).toBe(`  a: {\n    ${p(111)},\n    c,\n  },`);
    expect(helpers.element(["b: 1", "c: 2"])).toBe("      { b: 1, c: 2 },");
    expect(helpers.element([p(109)])).toHaveLength(120);
    expect(helpers.element([p(110), "c"])).toBe(`      {\n        ${p(110)},\n        c,\n      },`);
    expect(helpers.braces([p(66)])).toHaveLength(70);
    expect(helpers.braces([p(67), "c"])).toBe(`{\n    ${p(67)},\n    c,\n  }`);
    expect(helpers.property("a: 1")).toBe("  a: 1,");
    expect(helpers.property(`a: { b: ${p(102)}, c: 2 }`)).toBe(`  a: {\n    b: ${p(102)},\n    c: 2,\n  },`);
  });

  it("is one line up to 120 columns in an import", () => {
    const names = [p(50), p(42)];
    expect(helpers.importLine({ from: "./a.ts", names, typeOnly: false })).toHaveLength(120);
    expect(helpers.importLine({ from: "./a.ts", names: [...names, "x"], typeOnly: true })).toBe(
      `import type {\n  ${p(50)},\n  ${p(42)},\n  x,\n} from "./a.ts";`,
    );
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
