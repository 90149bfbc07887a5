import { describe, expect, it } from "vitest";
import { localNames } from "../../../../generator/targets/typescript/locals.ts";

const names = (fields: readonly string[], taken: readonly string[] = []): string[] => {
  const locals = localNames(fields, taken);
  return fields.map((field) => locals.get(field) ?? "");
};

describe("the variable of a field", () => {
  it("has the field's name if possible", () => {
    expect(names(["size", "text", "Size"])).toEqual(["size", "text", "Size"]);
  });

  it.each(["class", "default", "function", "await", "let", "arguments", "eval", "undefined", "NaN", "static", "yield"])(
    "is not named like a keyword or a global: %s",
    (word) => {
      expect(names([word])).toEqual([`${word}_`]);
    },
  );

  it("is not named like an import of every package", () => {
    expect([...localNames(["take32", "free"], [], new Set(["take32"])).values()]).toEqual(["take32_", "free"]);
  });

  it("is not named like an existing variable", () => {
    expect(names(["r", "end", "size"], ["r", "end"])).toEqual(["r_", "end_", "size"]);
  });

  it("is not named like another field, before it or after it", () => {
    expect(names(["r", "r_"], ["r"])).toEqual(["r__", "r_"]);
    expect(names(["r_", "r"], ["r"])).toEqual(["r_", "r__"]);
    expect(names(["class", "class_", "class__"])).toEqual(["class___", "class_", "class__"]);
  });

  it("gets as many underscores as it needs", () => {
    expect(names(["r"], ["r", "r_"])).toEqual(["r__"]);
  });

  it("is valid in strict code, whatever the field's name", () => {
    const words =
      "abstract any arguments as asserts async await bigint boolean break case catch class const constructor continue " +
      "debugger declare default delete do else enum eval export extends false finally for from function get global if " +
      "implements import in infer instanceof interface is keyof let module namespace never new null number object of " +
      "package private protected public readonly require return satisfies set static string super switch symbol this " +
      "throw true try type typeof undefined unique unknown using var void while with yield";
    for (const local of names(words.split(" ")))
      expect(() => new Function(`"use strict"; return async () => { let ${local}; };`), local).not.toThrow();
  });
});
