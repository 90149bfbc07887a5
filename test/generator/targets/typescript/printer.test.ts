import { describe, expect, it } from "vitest";
import { broken, print, WIDTH } from "../../../../generator/targets/typescript/printer.ts";

/** Returns a name of this length. */
const x = (length: number): string => "x".repeat(length);
const [A, B] = ["a".repeat(70), "b".repeat(70)];

describe("a line of code", () => {
  it("stays on one line up to 120 columns, with its indent and its end", () => {
    const text = `f(${x(50)}, ${x(60)})`;
    expect(text).toHaveLength(WIDTH - 5);
    expect(broken(text, "    ", ";")).toBe(`    ${text};`);
    expect(broken(text, "     ", ";").split("\n")).toEqual([
      "     f(",
      `       ${x(50)},`,
      `       ${x(60)},`,
      "     );",
    ]);
  });

  it.each([
    ["a call", `write(${A}, ${B})`, ["  write(", `    ${A},`, `    ${B},`, "  );"]],
    ["a return", `return a.b$(${A}, ${B})`, ["  return a.b$(", `    ${A},`, `    ${B},`, "  );"]],
    ["a call of a type", `keep<Note>(${A}, ${B})`, ["  keep<Note>(", `    ${A},`, `    ${B},`, "  );"]],
    ["a list", `[${A}, ${B}]`, ["  [", `    ${A},`, `    ${B},`, "  ];"]],
    [
      "a list that ends a call",
      `one(w, "${x(5)}", [${A}, ${B}])`,
      [`  one(w, "xxxxx", [`, `    ${A},`, `    ${B},`, "  ]);"],
    ],
    [
      "a list that is all of a call",
      `one([${A}, ${B}])`,
      ["  one(", "    [", `      ${A},`, `      ${B},`, "    ],", "  );"],
    ],
    ["a statement in an if", `if (a !== ${x(30)}) f(${A}, b)`, [`  if (a !== ${x(30)}) {`, `    f(${A}, b);`, "  }"]],
    [
      "a statement in a loop",
      `for (const a of f(${x(40)})) g(${A})`,
      [`  for (const a of f(${x(40)})) {`, `    g(${A});`, "  }"],
    ],
    ["an assignment in an if", `if (${A} > 0) a.b = ${x(40)}`, [`  if (${A} > 0) {`, `    a.b = ${x(40)};`, "  }"]],
    ["an assignment", `a.b$ = ${A}${B}`, ["  a.b$ =", `    ${A}${B};`]],
    [
      "a property that is a function",
      `read: (r, f) => f(${A}, ${x(35)})`,
      ["  read: (r, f) =>", `    f(${A}, ${x(35)});`],
    ],
    ["a function", `(r, f) => f(${A}, ${x(35)})`, ["  (r, f) =>", `    f(${A}, ${x(35)});`]],
    [
      "a property that is an object",
      `of: { ${A}, b: { c: ${B} } }`,
      ["  of: {", `    ${A},`, `    b: { c: ${B} },`, "  };"],
    ],
    ["a text", `"${A}, ${B}"`, [`  "${A}, ${B}";`]],
  ])("is broken at a natural position: %s", (_, text, lines) => {
    expect(broken(text, "  ", ";").split("\n")).toEqual(lines);
  });

  it("is broken again if a piece of it is too long", () => {
    expect(broken(`f(g(${A}, ${B}), c)`, "", ";").split("\n")).toEqual([
      ...["f(", "  g(", `    ${A},`, `    ${B},`, "  ),", "  c,", ");"],
    ]);
    expect(broken(`if (a) one(w, [${A}, ${B}])`, "", ";").split("\n")).toEqual([
      ...["if (a) {", "  one(w, [", `    ${A},`, `    ${B},`, "  ]);", "}"],
    ]);
    expect(broken(`a: { b: { c: ${A}, d: ${B} } }`, "", ",").split("\n")).toEqual([
      ...["a: {", "  b: {", `    c: ${A},`, `    d: ${B},`, "  },", "},"],
    ]);
  });

  it("keeps brackets and strings with commas together", () => {
    const parts = ["f(a, b)", "[a, b]", "{ a, b }", '"a, b"', '"\\", "', '"("', `g("a", [b, { c: "}, " }])`, A];
    expect(broken(`f(${parts.join(", ")})`, "", ";").split("\n")).toEqual([
      "f(",
      ...parts.map((part) => `  ${part},`),
      ");",
    ]);
  });

  it.each([" = ", " => "])("is not broken inside a string with%s", (operator) => {
    const key = JSON.stringify(`${"x".repeat(60)}${operator}${"y".repeat(60)}`);
    expect(broken(`${key}: "v1.2"`, "  ", ",")).toBe(`  ${key}: "v1.2",`);
  });
});

describe("rendered text", () => {
  const many = Array.from({ length: 40 }, (_, i) => `field_number_${i}`);

  it("is broken with its indent if it is too long", () => {
    const texts = [
      `  const message: Note = { ${many.join(", ")} };`,
      `  writeSomething(${many.slice(0, 9).join(", ")});`,
      `  for (const value of elements(w, message.${x(30)}, "${x(30)}")) writeIt(w, 8, value, "${x(30)}");`,
      `  extra: { messages: someLayout, extra: { run: "bytes", length: "${x(60)}", pad: 4 } },`,
      `  if (message.${x(40)} !== undefined) writeSomething(w, 8, message.${x(40)}, "${x(40)}", write);`,
      `  a.push(leave(r, readNote(r, enter(r, "${x(60)}", ${x(60)}.length))));`,
    ];
    for (const text of texts) {
      const lines = print(text).trimEnd().split("\n");
      expect(lines.length).toBeGreaterThan(1);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(WIDTH);
      expect(lines.filter((line) => !line.startsWith("  "))).toEqual([]);
    }
  });

  it("stays the same if it fits", () => {
    const texts = [
      "  f(x);",
      "  if (message.a !== undefined) f(message.a);",
      "    a = b = undefined;",
      "const a = {};",
    ];
    for (const text of texts) expect(print(text)).toBe(`${text}\n`);
  });

  it.each([
    ["an object literal", `const m: Note = { ${A}, ${B} };`, ["const m: Note = {", `  ${A},`, `  ${B},`, "};"]],
    ["an element", `  { ${A}, ${B} },`, ["  {", `    ${A},`, `    ${B},`, "  },"]],
    ["an import", `import { ${A}, ${B} } from "./a.ts";`, ["import {", `  ${A},`, `  ${B},`, '} from "./a.ts";']],
    [
      "an import of types",
      `import type { ${A}, ${B} } from "a";`,
      ["import type {", `  ${A},`, `  ${B},`, '} from "a";'],
    ],
    ["several variables that are emptied", `  ${A} = ${B} = undefined;`, [`  ${A} =`, `    ${B} = undefined;`]],
    ["an assigned call", `  const a = f(${A}, ${x(40)});`, ["  const a =", `    f(${A}, ${x(40)});`]],
    ["a statement under a condition", `  if (${A} > 0) f(${B}, a);`, [`  if (${A} > 0) {`, `    f(${B}, a);`, "  }"]],
  ])("is broken at a natural position: %s", (_, text, lines) => {
    expect(print(text).trimEnd().split("\n")).toEqual(lines);
  });

  it("stays on one line if it just fits", () => {
    expect(print(`import { ${x(50)}, ${x(42)} } from "./a.ts";`)).toHaveLength(WIDTH + 1);
    expect(print(`import { ${x(50)}, ${x(43)} } from "./a.ts";`).split("\n")).toHaveLength(5);
    expect(print(`  of: { ${x(109)} },`)).toHaveLength(WIDTH + 1);
    expect(print(`  of: { ${x(110)}, c },`)).toBe(`  of: {\n    ${x(110)},\n    c,\n  },\n`);
  });

  it("keeps comments, and lines that open a block", () => {
    const kept = [`/** ${A} (${B}) */`, ` * f(${A}, ${B})`, `// ${A} (${B})`, `export function f(${A}: ${B}): void {`];
    for (const text of kept) expect(print(text)).toBe(`${text}\n`);
  });

  it("has single empty lines, and ends with one line break", () => {
    expect(print("a\n\n\n\nb\n\n")).toBe("a\n\nb\n");
  });
});
