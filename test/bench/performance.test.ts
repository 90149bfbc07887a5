import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

/** Lists the rows of all tables of a document, as cells. */
function rowsOf(path: string): string[][] {
  const lines = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8").split("\n");
  return lines
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

/** Ratios in bench/results, with their spread, by task and peer. */
const MEASURED = new Map([
  ...rowsOf("bench/results/codec.md").map(([what, who, , ratio, spread]) => [`${what}|${who}`, `${ratio} (${spread})`]),
  ...rowsOf("bench/results/go.md").map(([what, who, , , , ratio, spread]) => [
    `${what}|${who}`,
    `${ratio} (${spread})`,
  ]),
  ...rowsOf("bench/results/search.md").map(([task, , peer, , ratio, spread]) => [
    `${task}|${peer}`,
    `${ratio} (${spread})`,
  ]),
  ...rowsOf("bench/results/processes.md").map(([task, , , ratio = ""]) => [`${task}|crit of go-criu`, ratio]),
] as [string, string][]);

const shown = rowsOf("docs/performance.md").filter(([, , ratio = ""]) => /^\d/.test(ratio));

it("the document has ratios of each kind", () => {
  expect(shown.length).toBeGreaterThan(20);
});

it.each(shown)("the ratio of %s beside %s is the measured one", (task, peer, ratio) => {
  expect(MEASURED.get(`${task}|${peer}`)).toBe(ratio);
});
