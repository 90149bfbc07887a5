/* The table of docs/go-criu.md has the faults of faults.mjs. */
import { equal } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { FAULTS } from "./faults.mjs";

const DOCUMENT = new URL("../../../docs/go-criu.md", import.meta.url);

export function compareDocument() {
  const rows = readFileSync(DOCUMENT, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| "));
  const faults = FAULTS.map(({ title, before, after }) => `| ${title} | ${before} | ${after} |`);
  equal(rows.slice(-faults.length).join("\n"), faults.join("\n"));
}
