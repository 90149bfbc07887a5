import { describe, expect, it } from "vitest";
import { print } from "../../../../generator/targets/python/printer.ts";

const A = "a".repeat(56);
const B = "b".repeat(60);

describe("the printer of Python", () => {
  it("breaks a long line after a bracket, and after commas if that is not enough", () => {
    expect(print(`x = merge(${A}, read(r, pos, stop, depth + 1), again)`)).toBe(
      `x = merge(\n    ${A}, read(r, pos, stop, depth + 1), again\n)`,
    );
    expect(print(`    Field(${A}, ${B}),`)).toBe(`    Field(\n        ${A},\n        ${B},\n    ),`);
    expect(print(`def f(${A}: int, b: int) -> ${A}:`)).toBe(`def f(\n    ${A}: int, b: int\n) -> ${A}:`);
  });

  it("puts the names of a long import into brackets", () => {
    expect(print(`from .m import ${A}, ${B}`)).toBe(`from .m import (\n    ${A},\n    ${B},\n)`);
  });

  it("joins the brackets of an empty table", () => {
    expect(print("A = {\n}\nB = {\n    1: 2,\n}\n")).toBe("A = {}\nB = {\n    1: 2,\n}\n");
  });

  it("keeps short lines, comments, docstrings, and commas in texts", () => {
    const texts = ["f(a, b)", `# ${A} f(${B}, c)`, `"""${A}\n${A}(${B})\n"""`];
    for (const text of texts) expect(print(text)).toBe(text);
    expect(print(`f("${A}, (", ${B})`)).toBe(`f(\n    "${A}, (",\n    ${B},\n)`);
  });

  it("keeps the comma of a tuple with one item", () => {
    const item = `call(${"a".repeat(80)})`;
    expect(print(`some_variable = (${item},)`)).toBe(`some_variable = (\n    ${item},\n)`);
  });
});
