import { existsSync, readFileSync } from "node:fs";

/** What a run has noted in its file, a line of JSON each. */
export function linesOf(file) {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.filter(Boolean).map((line) => JSON.parse(line));
}
