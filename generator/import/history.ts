import { parse } from "yaml";
import type { Releases } from "../criu/releases.ts";
import type { CriuTree } from "../criu/tree.ts";
import { compareReleases, isRelease } from "../model/releases.ts";
import { addRelease, type Before, beforeOf } from "./release.ts";

/** What a history is brought to a tree with. */
export interface HistoryContext {
  readonly tree: CriuTree;
  /** Other releases that are at hand. */
  readonly releases: Releases;
  /** The text of another history, which may know more. */
  readonly known: string;
  /** The schema as it was: the release before, where that is not at hand. */
  readonly before: Before;
}

export interface MergedHistory {
  readonly text: string;
  /** What could not be recorded, in a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Brings the text of history.yaml to the release that a tree is. A tree that is no release, or one that the history has
 * already, or older than the last one there, adds nothing. Where the history is the beginning of the known one, it goes
 * on as that does; releases between that are at hand are recorded as well.
 */
export function mergeHistory(text: string, { tree, releases, known, before }: HistoryContext): MergedHistory {
  if (!isRelease(tree.name) || !isNewer(tree.name, text)) return { text, notes: [] };
  const begun = goneOn(text, { tree, releases, known });
  if (!isNewer(tree.name, begun)) return { text: begun, notes: [] };
  if (tree.date === undefined) return { text, notes: [noteOfDate(tree.name)] };
  const last = releasesOf(begun).at(-1);
  if (last === undefined) return { text: addRelease(begun, tree), notes: [] };
  const isBetween = (name: string): boolean => isNewer(name, begun) && compareReleases(name, tree.name) < 0;
  const trees = [...releases.names.filter(isBetween).map(releases.read), tree];
  const isKnown = releases.names.includes(last);
  let previous = isKnown ? beforeOf(releases.read(last)) : before;
  let merged = begun;
  for (const one of trees) {
    merged = addRelease(merged, one, previous);
    previous = beforeOf(one);
  }
  const isExact = isKnown || before.format.name === last;
  return { text: merged, notes: isExact ? [] : [noteOfBase(trees[0]?.name ?? "", last, before)] };
}

/** The history as the known one goes on, if it does, up to the tree or to a release from which one can go on. */
function goneOn(text: string, { tree, releases, known }: Omit<HistoryContext, "before">): string {
  if (historyUpTo(known, releasesOf(text).at(-1) ?? "v0") !== text) return text;
  const further = historyUpTo(known, tree.name);
  const last = releasesOf(further).at(-1) ?? "";
  return last === tree.name || releases.names.includes(last) ? further : text;
}

function isNewer(release: string, history: string): boolean {
  const last = releasesOf(history).at(-1);
  return last === undefined || compareReleases(release, last) > 0;
}

function noteOfDate(release: string): string {
  return `history.yaml does not record ${release}, as the folder does not say of which day it is: import it again with --date YEAR-MONTH-DAY, or out of a git repository`;
}

function noteOfBase(release: string, last: string, { format }: Before): string {
  return `history.yaml compares ${release} with ${format.name}, not with ${last}: what was renamed or changed between these is not in it; import ${release} out of a git repository that has both tags to have that too`;
}

/** The text of a history without the releases that are newer than this one. */
export function historyUpTo(text: string, release: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => {
    const name = line.slice(0, -1);
    return line.endsWith(":") && isRelease(name) && compareReleases(name, release) > 0;
  });
  if (end < 0) return text;
  const kept = lines.slice(0, end).join("\n").trimEnd();
  return releasesOf(kept).length === 0 ? `${kept}\n\n{}\n` : `${kept}\n`;
}

function releasesOf(text: string): string[] {
  return Object.keys((parse(text) as object | null) ?? {});
}
