import { join } from "node:path";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import { grouped } from "../../generator/model/grouped.ts";
import { oneLine } from "../../upstream/diff/describe.ts";
import type { Meaning } from "./numbers.ts";
import type { Tree } from "./tree.ts";

/** A number with two meanings, or a name with two numbers, in two projects. */
export interface Collision {
  readonly what: string;
  readonly owner: string;
  /** Both meanings, each with its project and its place. */
  readonly sides: readonly [Side, Side];
}

interface Side {
  readonly project: string;
  readonly name: string;
  readonly text: string;
  /** Path and line, from the current folder. */
  readonly place: string;
}

/**
 * Finds the collisions between each two trees. A reader of both needs one meaning for each number, and the table may know
 * neither meaning.
 */
export function collisionsOf(trees: readonly Tree[]): Collision[] {
  const known = trees.map((tree) => ({ tree, meanings: [...(tree.meanings?.() ?? [])] }));
  return known.flatMap((one, i) => known.slice(i + 1).flatMap((other) => [...between(one, other)]));
}

interface Known {
  readonly tree: Tree;
  readonly meanings: readonly Meaning[];
}

function* between(one: Known, other: Known): Generator<Collision> {
  const [numbers, names] = [grouped(other.meanings, numberKey), grouped(other.meanings, nameKey)];
  const own = grouped(one.meanings, numberKey);
  for (const meaning of one.meanings) {
    const same = numbers.get(numberKey(meaning)) ?? [];
    const named = names.get(nameKey(meaning))?.[0];
    const shared = same.find(({ name }) => name === meaning.name);
    // Several names can share a number: then only the names count that the other side lacks altogether.
    const rival = shared ?? same.find((two) => !own.get(numberKey(two))?.some(({ name }) => name === two.name));
    const found = rival ?? named;
    if (found === undefined || found.text === meaning.text) continue;
    yield { what: meaning.what, owner: meaning.owner, sides: [sideOf(one.tree, meaning), sideOf(other.tree, found)] };
  }
}

function numberKey({ what, owner, number }: Meaning): string {
  return `${what} ${owner} ${number}`;
}

function nameKey({ what, owner, name }: Meaning): string {
  return `${what} ${owner} ${name}`;
}

function sideOf({ project, folder }: Tree, { name, text, at }: Meaning): Side {
  const place = at === undefined ? shownFolder(folder) : `${join(shownFolder(folder), at.file)}:${at.line}`;
  return { project, name, text: oneLine(text), place: oneLine(place) };
}
