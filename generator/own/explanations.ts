import { readOwn } from "./own-files.ts";

/** Returns the sections of docs/problems.md, by the code that they explain. */
export function explanations(): ReadonlyMap<string, string> {
  const [, ...sections] = readOwn("docs/problems.md").split(/^## /m);
  return new Map(sections.map((section) => [section.split("\n", 1)[0] ?? "", plain(section)]));
}

function plain(section: string): string {
  return section.replaceAll(/^```.*\n/gm, "").trim();
}
