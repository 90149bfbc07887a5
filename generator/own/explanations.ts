import { readFileSync } from "node:fs";
import { packageFile } from "./package-root.ts";

/** Returns the sections of docs/problems.md, by the code that they explain. */
export function explanations(): ReadonlyMap<string, string> {
  const [, ...sections] = readFileSync(packageFile("docs/problems.md"), "utf8").split(/^## /m);
  return new Map(sections.map((section) => [section.split("\n", 1)[0] ?? "", plain(section)]));
}

function plain(section: string): string {
  return section.replaceAll(/^```.*\n/gm, "").trim();
}
