import { describe, expect, it } from "vitest";
import { renderProject } from "../../../generator/project/render.ts";
import { allowed } from "../../../generator/size/budget.ts";
import { costsOf } from "../../../generator/size/costs.ts";
import { createScale } from "../../../generator/size/measure.ts";
import { projectOf, proto, row, table, tinySchema } from "../../support/schema.ts";

describe("a budget", () => {
  const budget = { "*": 1, "IPC*": 2, IPCNS_SEM: 3, all: 4 };

  it("is that of the name, then of the first pattern that matches", () => {
    expect(["IPCNS_SEM", "IPC_VAR", "MM"].map((name) => allowed(budget, name))).toEqual([3, 1, 1]);
    expect(allowed({ "IPC*": 2, "*": 1 }, "IPC_VAR")).toBe(2);
  });

  it("named `all` is that of the index alone, and patterns do not apply to the index", () => {
    expect(allowed(budget, "all")).toBe(4);
    expect(allowed({ "*": 1 }, "all")).toBeUndefined();
    expect(allowed({ all: 4 }, "MM")).toBeUndefined();
    expect(allowed({}, "toString")).toBeUndefined();
  });
});

describe("the size of a program", () => {
  const sources = new Map([
    [
      "src/a.ts",
      'import { text } from "./b.ts";\nexport const a = (): string => text;\nexport const none = "left out";\n',
    ],
    ["src/b.ts", "export const text: string = 'kept';\n"],
  ]);

  it("is that of the used code, minified, then gzipped", async () => {
    const scale = createScale(sources);
    const [small, large] = [await scale('export { a } from "./src/a.ts";'), await scale('export * from "./src/a.ts";')];
    expect(small.minified).toBeLessThan(large.minified);
    expect(large.minified - small.minified).toBeGreaterThanOrEqual("left out".length);
    expect(small.minified).toBeLessThan(100);
    // An empty text has 20 bytes.
    expect(small.gzipped).toBeGreaterThan(20);
  });
});

describe("the costs of a project", () => {
  it("are those of each image and of the index, with their budgets", async () => {
    const images = table(row("NOTE", "magic: 5, entries: note"));
    const protos = { "note.proto": proto("message note { required string text = 1; }") };
    const project = projectOf({ schema: tinySchema({ images, protos }), budget: { NOTE: 1, all: 1_000_000 } });
    const costs = await costsOf(project, await renderProject(project));
    expect(costs.map(({ name, budget, isOver }) => [name, budget, isOver])).toEqual([
      ["BASE", undefined, false],
      ["NOTE", 1, true],
      ["all", 1_000_000, false],
    ]);
    const [base, note, all] = costs;
    expect(note?.read.minified).toBeGreaterThan(base?.read.minified ?? Infinity);
    expect(all?.read.minified).toBeGreaterThan(note?.read.minified ?? Infinity);
    expect([note?.write?.gzipped, all?.write]).toEqual([expect.any(Number), undefined]);
  });
});
