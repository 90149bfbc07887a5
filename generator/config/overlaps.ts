import { relative, resolve } from "node:path";
import { shownFolder } from "../files/shown-folder.ts";
import type { Location, Problem } from "../model/problem.ts";
import { labelOf, type Project } from "./project.ts";

/** Yields the packages that would overwrite each other, or that have the name of another of their language. */
export function* overlaps(projects: readonly Project[]): Generator<Problem> {
  for (const [i, project] of projects.entries()) {
    for (const other of projects.slice(0, i)) yield* overlap(project, other);
  }
}

function* overlap(project: Project, other: Project): Generator<Problem> {
  const { name, out, source, target } = project;
  const at = (key: string): Location => source?.at([key]) ?? { file: "", line: 1, column: 1 };
  if (name !== undefined && name === other.name && target === other.target) {
    const message = `two packages of ${target.naming.language} have the name \`${name}\``;
    yield { code: "duplicate-name", message, hint: "give one of them another name", at: at("name") };
  }
  if (!isWithin(out, other.out) && !isWithin(other.out, out)) return;
  const message =
    `the folders of two packages overlap: ${labelOf(other)} is written to ${shownFolder(other.out)}, ` +
    `and ${labelOf(project)} to ${shownFolder(out)}`;
  yield { code: "overlapping-folders", message, hint: "give each package an `out` of its own", at: at("out") };
}

function isWithin(inner: string, outer: string): boolean {
  return !relative(resolve(outer), resolve(inner)).startsWith("..");
}
