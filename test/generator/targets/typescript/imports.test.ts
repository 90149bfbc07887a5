import { describe, expect, it } from "vitest";
import { Imports } from "../../../../generator/targets/typescript/imports.ts";

describe("the imports of a module", () => {
  it("have relative paths to other modules", () => {
    const imports = new Imports("src/images/note.ts");
    imports.value("src/messages/note.ts", "a");
    imports.value("src/images/other.ts", "b");
    imports.value("src/magic.ts", "c");
    expect(imports.view().map(({ from }) => from)).toEqual(["../magic.ts", "../messages/note.ts", "./other.ts"]);

    const top = new Imports("src/all.ts");
    top.value("src/magic.ts", "c");
    top.value("src/runtime/wire/reader.ts", "d");
    expect(top.view().map(({ from }) => from)).toEqual(["./magic.ts", "./runtime/wire/reader.ts"]);
  });

  it("are sorted by module and by name, without duplicates", () => {
    const imports = new Imports("src/a.ts");
    for (const name of ["z", "b", "B", "z"]) imports.value("src/y.ts", name);
    imports.value("src/x.ts", "q");
    expect(imports.view()).toEqual([
      { from: "./x.ts", names: ["q"], typeOnly: false },
      { from: "./y.ts", names: ["B", "b", "z"], typeOnly: false },
    ]);
  });

  it("separate types from values, types first", () => {
    const imports = new Imports("src/a.ts");
    imports.value("src/b.ts", "value");
    imports.type("src/c.ts", "Type");
    imports.type("src/b.ts", "Other");
    expect(imports.view()).toEqual([
      { from: "./b.ts", names: ["Other"], typeOnly: true },
      { from: "./c.ts", names: ["Type"], typeOnly: true },
      { from: "./b.ts", names: ["value"], typeOnly: false },
    ]);
  });

  it("exclude the module itself, and return each name", () => {
    const imports = new Imports("src/a.ts");
    expect([imports.value("src/a.ts", "own"), imports.type("src/a.ts", "Own")]).toEqual(["own", "Own"]);
    expect(imports.view()).toEqual([]);
  });

  it("do not depend on the order of requests", () => {
    const one = new Imports("src/a.ts");
    const two = new Imports("src/a.ts");
    const wanted = [
      ["src/b.ts", "x"],
      ["src/c/d.ts", "y"],
      ["src/b.ts", "a"],
    ] as const;
    for (const [from, name] of wanted) one.value(from, name);
    for (const [from, name] of wanted.toReversed()) two.value(from, name);
    expect(one.view()).toEqual(two.view());
  });
});
