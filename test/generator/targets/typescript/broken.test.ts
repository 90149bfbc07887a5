import { describe, expect, it } from "vitest";
import { broken, WIDTH } from "../../../../generator/targets/typescript/broken.ts";

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
});
