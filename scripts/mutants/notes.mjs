import { existsSync, readFileSync } from "node:fs";

/** Reads the notes of a run, one line of JSON each. */
export function linesOf(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}
