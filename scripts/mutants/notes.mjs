import { existsSync, readFileSync } from "node:fs";

/** Reads a file with one line of JSON for each result of a run. */
export function linesOf(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}
