import type { RawRelease } from "../../generator/load/raw-history.ts";
import type { Format } from "../../generator/model/format/format.ts";
import { type CriuTree, formatOfTree } from "../criu/tree.ts";
import { fieldShapes, type Names, namesOfTree, numbersOf } from "./names.ts";
import type { ProtoTexts } from "./protos.ts";
import { renamesSince } from "./renames.ts";
import { contentOf } from "./yaml-map.ts";

const WIDTH = 120;

/** The state before a release, to find its changes. */
export interface Before {
  readonly protos: ProtoTexts;
  readonly format: Format;
}

/** Returns a tree as the state before another one. */
export function beforeOf(tree: CriuTree): Before {
  return { protos: tree.protos, format: formatOfTree(tree) };
}

/**
 * Adds a release to the text of history.yaml: names that were added, removed, renamed and changed since the last one.
 *
 * @param before release before; by default the tree itself, for the first release of a history
 */
export function addRelease(text: string, tree: CriuTree, before: Before = beforeOf(tree)): string {
  const history = (contentOf(text) ?? {}) as Readonly<Record<string, RawRelease>>;
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
  const rest = Object.keys(history).length === 0 ? text.replace(/\s*\{\s*\}\s*$/, "\n") : text;
  return `${rest.trimEnd()}\n\n${lines.join("\n")}\n`;
}

const KINDS = ["magics", "images", "fields", "enum_values", "names"] as const;

/** Flattens names to a list of `kind owner name`; magics and images have an empty owner. */
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
    for (const name of flat(gone)) names.delete(name.replace(/ = -?\d+$/, ""));
  }
  return names;
}

/** Adds the number to a removed field or value: no other may use it from then on. */
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

/** Prints a list in brackets; breaks full lines. */
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
