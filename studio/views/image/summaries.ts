import type { DissectNode } from "../../../inspect/dissect/node.ts";
import type { OpenImage } from "./content.ts";

/** One line about an entry. */
export interface Summary {
  readonly text: string;
  /** First reason for which something in it cannot be read. */
  readonly problem?: string;
}

/** Longest line, in characters, and number of nodes that are read for one. */
const LONGEST = 160;
const MOST = 200;

/** Sums up entries from `from` up to `to`. */
export function summariesOf({ entries, starts }: OpenImage, from: number, to: number): Summary[] {
  return starts.slice(from, to).map((start, i) => summary(entries?.nodes(from + i, start) ?? []));
}

/** Sums up an entry by its first fields. */
export function summary(nodes: Iterable<DissectNode>): Summary {
  const parts: string[] = [];
  let [length, count] = [0, 0];
  let problem: string | undefined;
  for (const { kind, depth, name, path, value, notes } of nodes) {
    problem ??= notes.find(({ severity }) => severity === "error")?.text;
    if (count++ === MOST) break;
    if (kind !== "field" || value === undefined || length > LONGEST) continue;
    const label = depth > 1 ? path : name;
    const part = `${label} ${value.length > 60 ? `${value.slice(0, 60)}…` : value}`;
    parts.push(part);
    length += part.length;
  }
  return { text: parts.join(", "), ...(problem !== undefined && { problem }) };
}
