import { existsSync } from "node:fs";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import type { Update } from "../../generator/project/update.ts";
import type { Difference } from "../../generator/write/compare.ts";
import { MANIFEST } from "../../generator/write/manifest-text.ts";
import { patchText } from "../terminal/patch.ts";

/** Formats the changes of the files, except those of the manifest, each as a patch. Paths begin with `folder`. */
export async function* patches({ files, differences }: Update, folder: string): AsyncGenerator<string> {
  for (const { path, found } of differences) {
    if (path !== MANIFEST) yield patchText(`${folder}${path}`, found === "" ? undefined : found, files.get(path));
  }
}

const LOST: Readonly<Partial<Record<Difference["kind"], string>>> = {
  foreign: "in the way, and not written by critgen",
  edited: "edited by hand",
};

/** Lists the files that only `--force` replaces. */
export function lostText({ differences }: Update, folder: string): string[] {
  return differences
    .filter(isOthers)
    .map(({ kind, path }) => `${folder}${path} is ${LOST[kind]}: only --force replaces it`);
}

/** Lists the files of a folder that is out of date, after `changes`. */
export function outOfDateText({ project, differences }: Update, changes: string): string {
  const { out, schema, source } = project;
  if (!existsSync(out)) return `${shownFolder(out)} does not exist: run \`critgen generate\`.`;
  const config = source === undefined ? "" : `${shownFolder(source.file)} and `;
  const force = differences.some(isOthers) ? " --force" : "";
  return [
    ...(changes === "" ? [] : [`${changes}\n`]),
    `${shownFolder(out)} is out of date with ${config}${shownFolder(schema)}:`,
    ...differences.map(({ kind, path }) => `  ${kind.padEnd(8)} ${path}`),
    `Update it with \`critgen generate${force}\`; see the changes with \`critgen generate --diff\`.`,
  ].join("\n");
}

/** Returns whether a file is not critgen's work any more: replacing it takes `--force`. */
function isOthers({ kind }: Difference): boolean {
  return kind === "edited" || kind === "foreign";
}

/** Returns the number of files of an update, without the manifest. */
export function countOf({ files }: Update): number {
  return [...files.keys()].filter((path) => path !== MANIFEST).length;
}

/** Counts the files that a run has written, without the manifest. */
export function writtenText(differences: readonly Difference[]): string {
  const count = (...kinds: Difference["kind"][]): number =>
    differences.filter((d) => kinds.includes(d.kind) && d.path !== MANIFEST).length;
  return `${count("missing")} written, ${count("changed", "edited", "foreign")} changed, ${count("stale")} removed`;
}
