import { compareReleases, isRelease } from "../../generator/model/releases.ts";
import type { Releases } from "../criu/releases.ts";
import type { CriuTree } from "../criu/tree.ts";
import { addRelease, type Before, beforeOf } from "./release.ts";
import { contentOf } from "./yaml-map.ts";

/** The sources of a history. */
export interface HistoryContext {
  readonly tree: CriuTree;
  /** Other releases in the repository of the tree. */
  readonly releases: Releases;
  /** Text of the built-in history. */
  readonly known: string;
  /** The schema before the import: it replaces the release before, if that is not in the repository. */
  readonly before: Before;
}

export interface MergedHistory {
  readonly text: string;
  /** Sentences on changes that could not be recorded. */
  readonly notes: readonly string[];
}

/**
 * Adds the release of a tree to the text of history.yaml. A tree that is not a release, or not newer than the last one
 * there, adds nothing. A history that is the beginning of the built-in one continues with that; releases in between are
 * recorded too if the repository has them.
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

/** Continues a history with the built-in one, up to the tree, or to a release that the rest can be recorded from. */
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
  return `history.yaml does not record ${release}, since the folder does not tell its day: import it again with --date YEAR-MONTH-DAY, or from a git repository`;
}

function noteOfBase(release: string, last: string, { format }: Before): string {
  return `history.yaml compares ${release} with ${format.name}, not with ${last}: it lacks the renames and changes between these two; to record them, import ${release} from a git repository with both tags`;
}

/** Returns the text of a history without the releases newer than this one. */
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
  return Object.keys((contentOf(text) as object | null) ?? {});
}
