import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { execPath } from "node:process";
import { describe, expect, it } from "vitest";
import { ROOT, run } from "../support/cli.ts";
import { temporaryFolder } from "../support/schema.ts";

type Table = readonly (readonly string[])[];

interface Results {
  readonly tablesIn: (text: string) => Table[];
  readonly merged: (kept: readonly Table[], measured: readonly Table[]) => Table[];
  readonly printer: (print: (line: string) => void) => (head: readonly string[], row: readonly string[]) => void;
}

const path = "../../bench/saved-tables.mjs";
const { tablesIn, merged, printer } = (await import(/* @vite-ignore */ path)) as Results;

const HEAD = ["what", "who", "ratio"];

describe("the rows of a run", () => {
  it("replace only the kept rows of the same task and contender", () => {
    const kept = [
      [HEAD, ["decode", "critgen", "1"], ["decode", "crit", "9"], ["encode", "critgen", "1"], ["encode", "crit", "8"]],
      [
        ["ms", "median"],
        ["node", "40"],
      ],
    ];
    expect(merged(kept, [[HEAD, ["decode", "crit", "10"]]])).toEqual([
      [HEAD, ["decode", "critgen", "1"], ["decode", "crit", "10"], ["encode", "critgen", "1"], ["encode", "crit", "8"]],
      [
        ["ms", "median"],
        ["node", "40"],
      ],
    ]);
  });

  it("come after the other rows of their task if they are new, or in a new table", () => {
    const kept = [[HEAD, ["decode", "critgen", "1"], ["encode", "critgen", "1"]]];
    const rows = [
      ["decode", "crit", "9"],
      ["to JSON", "crit", "7"],
    ];
    expect(
      merged(kept, [
        [HEAD, ...rows],
        [
          ["memory", "MiB"],
          ["x", "3"],
        ],
      ]),
    ).toEqual([
      [HEAD, ["decode", "critgen", "1"], rows[0], ["encode", "critgen", "1"], rows[1]],
      [
        ["memory", "MiB"],
        ["x", "3"],
      ],
    ]);
    expect(merged([], [[HEAD, ["decode", "crit", "9"]]])).toEqual([[HEAD, ["decode", "crit", "9"]]]);
  });

  it("are printed during the measurement, with one head for each table", () => {
    const lines: string[] = [];
    const print = printer((line) => void lines.push(line));
    print(HEAD, ["decode", "crit", "9"]);
    expect(lines.map((line) => line.split(/\s+/))).toEqual([
      ["", ...HEAD],
      ["decode", "crit", "9"],
    ]);
    print(HEAD, ["encode", "crit", "8"]);
    print(["ms"], ["node"]);
    expect(lines.map((line) => line.trim().split(/\s+/)[0])).toEqual(["what", "decode", "encode", "ms", "node"]);
  });
});

/** Lists the lines that tell how tables were measured. */
const notesIn = (text: string): string[] => text.split("\n").filter((line) => /^(?:Time |`--only)/.test(line));

it("`bench --only … --save` replaces the rows that it measures, and keeps all others", () => {
  const into = temporaryFolder();
  cpSync(join(ROOT, "bench/results"), into, { recursive: true });
  const old = readFileSync(join(into, "codec.md"), "utf8");
  const before = tablesIn(old);
  const args = ["bench/run.mjs", "--only", "^startup$", "--rounds", "1", "--save", "--into", into];
  const { code, out } = run(execPath, args);
  expect(code).toBe(0);
  expect(out).toMatch(/^\nms from start to end .*\nnode -e 0 .*\n/);
  const text = readFileSync(join(into, "codec.md"), "utf8");
  const after = tablesIn(text);
  expect(before[0]?.length).toBeGreaterThan(50);
  expect(after[0]).toEqual(before[0]);
  expect(after[1]?.map(([name]) => name)).toEqual(before[1]?.map(([name]) => name));
  expect(after[1]).not.toEqual(before[1]);
  const notes = notesIn(text);
  expect(notes[0]).toMatch(/^Time on the clock; 5 rounds/);
  expect(notes.slice(0, -1)).toEqual(notesIn(old));
  expect(notes.at(-1)).toMatch(/^`--only '\^startup\$'`: Time on the clock; 1 rounds/);
  // The picture shows the kept rows.
  expect(readFileSync(join(into, "codec.svg"), "utf8")).toBe(
    readFileSync(join(ROOT, "bench/results/codec.svg"), "utf8"),
  );
});
