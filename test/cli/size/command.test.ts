import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { toText } from "../../../cli/size/text.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder, tinySchema } from "../../support/schema.ts";

/** Makes a project with this text after the schema in its critgen.yaml. */
function project(text: string): string {
  const cwd = temporaryFolder();
  mkdirSync(join(cwd, "out"));
  writeFileSync(join(cwd, "critgen.yaml"), `schema: ${tinySchema()}\n${text}`);
  return cwd;
}

it("prints the sizes as JSON, and exits with 1 if one is over its budget", async () => {
  const within = await critgenHere(["size", "--json"], { cwd: project("budget: { all: 1000000 }\n") });
  expect(within).toMatchObject({ code: 0, err: "" });
  expect(JSON.parse(within.out)).toMatchObject([
    { name: "BASE", read: { minified: expect.any(Number), gzipped: expect.any(Number) }, isOver: false },
    { name: "all", budget: 1_000_000, isOver: false },
  ]);
  const over = await critgenHere(["size", "--json"], { cwd: project("budget: { BASE: 1, all: 1000000 }\n") });
  expect(over.code).toBe(1);
  expect(JSON.parse(over.out)).toMatchObject([{ name: "BASE", budget: 1, isOver: true }, { isOver: false }]);
});

it("exits with 2 for an unknown image, and says where it is named", async () => {
  const { code, out, err } = await critgenHere(["size"], { cwd: project("budget: { BASS: 1 }\n") });
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/there is no image `BASS`[\s\S]*critgen\.yaml:2:11/);
});

it("prints a table with the columns aligned, and what is over the budget", () => {
  const costs = [
    {
      name: "A",
      read: { minified: 1234, gzipped: 600 },
      write: { minified: 10, gzipped: 9 },
      budget: 100,
      isOver: true,
    },
    { name: "all", read: { minified: 5, gzipped: 4 }, write: undefined, budget: undefined, isOver: false },
  ];
  expect(toText(costs, terminalOf({})).split("\n")).toEqual([
    "bytes  read, minified  gzipped  write, minified  gzipped  budget",
    "A               1,234      600               10        9     100  over by 500",
    "all                 5        4                                  ",
  ]);
});
