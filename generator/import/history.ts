import { parse } from "yaml";
import { type CriuTree, formatOfTree } from "../criu/tree.ts";
import type { Format } from "../diff/format.ts";
import { fieldShapes, type Names, namesOfTree, numbersOf } from "./names.ts";
import type { ProtoTexts } from "./protos.ts";
import { renamesSince } from "./renames.ts";

const RELEASE = /^v\d+(?:\.\d+)+$/;
const WIDTH = 120;

/** The schema as it was, for what has changed since. */
export interface Before {
  readonly protos: ProtoTexts;
  readonly format: Format;
}

interface RawRelease {
  readonly added?: Partial<Record<keyof Names, unknown>>;
  readonly gone?: Partial<Record<keyof Names, unknown>>;
}

/**
 * Adds the release that a tree is to the text of history.yaml. A tree that is no release, or one that the history has
 * already, or older than the last one there, adds nothing. Where the history is the beginning of the known one, it goes
 * on as that does, with the releases between that were not imported.
 *
 * @param known the text of another history, which may know this release; empty where there is none
 */
export function mergeHistory(text: string, tree: CriuTree, before: Before, known: string): string {
  const history = (parse(text) ?? {}) as Readonly<Record<string, RawRelease>>;
  const last = Object.keys(history).at(-1);
  if (!RELEASE.test(tree.name)) return text;
  if (last !== undefined && compareReleases(tree.name, last) <= 0) return text;
  const further = historyUpTo(known, tree.name);
  if (releasesOf(further).at(-1) === tree.name && historyUpTo(further, last ?? "v0") === text) return further;
  if (tree.date === undefined) return text;
  const was = replay(Object.values(history));
  const is = flat(namesOfTree(tree));
  const numbers = numbersOf(before.protos);
  const lines = [
    `${tree.name}:`,
    `  date: ${tree.date}`,
    ...printNames(
      "added",
      is.filter((name) => !was.has(name)),
    ),
    ...printNames(
      "gone",
      [...was].filter((name) => !is.includes(name)).map((name) => withNumber(name, numbers)),
    ),
    ...printList("renamed", renamesSince(before.format, formatOfTree(tree))),
    ...printList("changed", changesSince(before, tree)),
  ];
  const rest = last === undefined ? text.replace(/\s*\{\s*\}\s*$/, "\n") : text;
  return `${rest.trimEnd()}\n\n${lines.join("\n")}\n`;
}

/** The text of a history without the releases that are newer than this one. */
export function historyUpTo(text: string, release: string): string {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => {
    const name = line.slice(0, -1);
    return line.endsWith(":") && RELEASE.test(name) && compareReleases(name, release) > 0;
  });
  if (end < 0) return text;
  const kept = lines.slice(0, end).join("\n").trimEnd();
  return releasesOf(kept).length === 0 ? `${kept}\n\n{}\n` : `${kept}\n`;
}

function releasesOf(text: string): string[] {
  return Object.keys((parse(text) as object | null) ?? {});
}

/** Below 0 where `a` is the older one; what follows the numbers of a release (`-22-g…`) does not count. */
function compareReleases(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((name) => /\d+(?:\.\d+)*/.exec(name)?.[0].split(".").map(Number));
  const place = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => i);
  return place.map((i) => (left[i] ?? 0) - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

const KINDS = ["magics", "images", "fields", "enum_values"] as const;

/** Names as one list of `kind owner name`, with no owner for magics and images. */
function flat(names: Partial<Record<keyof Names, unknown>> = {}): string[] {
  return KINDS.flatMap((kind) => {
    const of = names[kind];
    if (Array.isArray(of)) return of.map((name) => `${kind}  ${String(name)}`);
    const owners = of instanceof Map ? [...of] : Object.entries(of ?? {});
    return owners.flatMap(([owner, list]) => (list as readonly string[]).map((name) => `${kind} ${owner} ${name}`));
  });
}

function replay(releases: readonly RawRelease[]): Set<string> {
  const names = new Set<string>();
  for (const { added, gone } of releases) {
    for (const name of flat(added)) names.add(name);
    for (const name of flat(gone)) names.delete(name.replace(/ = \d+$/, ""));
  }
  return names;
}

/** What is gone of a message or an enum, with the number that it had: no other may have that from then on. */
function withNumber(name: string, numbers: ReadonlyMap<string, string>): string {
  const [, owner = "", member = ""] = name.split(" ");
  const number = numbers.get(`${owner}.${member}`);
  return number === undefined ? name : `${name} = ${number}`;
}

function printNames(key: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const split = names.map((name) => name.split(" "));
  const kinds = KINDS.flatMap((kind) => {
    const own = split.filter(([of]) => of === kind).map(([, owner = "", ...name]) => ({ owner, name: name.join(" ") }));
    if (own.length === 0) return [];
    const owners = [...new Set(own.map(({ owner }) => owner))];
    if (owners[0] === "")
      return printNameList(
        `    ${kind}: `,
        own.map(({ name }) => name),
      );
    const lists = owners.map((owner) => ({
      owner,
      list: own.filter((one) => one.owner === owner).map(({ name }) => name),
    }));
    return [`    ${kind}:`, ...lists.flatMap(({ owner, list }) => printNameList(`      ${owner}: `, list))];
  });
  return [`  ${key}:`, ...kinds];
}

/** A list in brackets, broken where a line is full. */
function printNameList(start: string, names: readonly string[]): string[] {
  const indent = " ".repeat(start.length - start.trimStart().length + 2);
  const lines: string[] = [];
  let line = `${start}[`;
  for (const [index, name] of names.entries()) {
    const word = `${name}${index === names.length - 1 ? "]" : ","}`;
    const joined = line.endsWith("[") ? `${line}${word}` : `${line} ${word}`;
    if (joined.length < WIDTH || (joined.length === WIDTH && joined.endsWith("]"))) {
      line = joined;
      continue;
    }
    lines.push(line);
    line = `${indent}${word}`;
  }
  return [...lines, line];
}

function changesSince({ protos, format }: Before, tree: CriuTree): Record<string, string>[] {
  const change = (kind: string, name: string, from: string | undefined, to: string): Record<string, string>[] =>
    from === undefined || from === to ? [] : [{ [kind]: name, from, to }];
  const shapes = fieldShapes(protos);
  return [
    ...tree.images.flatMap(({ name, file }) => change("image", name, format.images.get(name)?.file, file)),
    ...[...fieldShapes(tree.protos)].flatMap(([path, shape]) => change("field", path, shapes.get(path), shape)),
  ];
}

function printList(key: string, items: readonly Readonly<Record<string, string>>[]): string[] {
  const shown = items.map((item) => Object.entries(item).map(([name, value]) => `${name}: ${value}`));
  return items.length === 0 ? [] : [`  ${key}:`, ...shown.map((pairs) => `    - { ${pairs.join(", ")} }`)];
}
