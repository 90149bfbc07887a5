import { count, type DissectNode, type Severity } from "./node.ts";

/** What was found in a file. */
export interface Tally {
  readonly notes: Record<Severity, number>;
  /** How many entries it has, as far as they could be told apart. */
  entries: number;
  /** Whether a message stands before them. */
  opening: boolean;
  /** Where something is wrong for the first time. */
  first?: DissectNode;
}

export function newTally(): Tally {
  return { notes: { error: 0, warn: 0, info: 0 }, entries: 0, opening: false };
}

/** The same nodes, counted as they go by. */
export function* tallied(nodes: Iterable<DissectNode>, tally: Tally): Generator<DissectNode> {
  for (const node of nodes) {
    for (const { severity } of node.notes) tally.notes[severity]++;
    if (tally.first === undefined && node.notes.some(({ severity }) => severity === "error")) tally.first = node;
    if (node.entry !== undefined) tally.entries = node.entry + 1;
    else if (node.kind === "size") tally.opening = true;
    yield node;
  }
}

/** What was found, in a line. */
export function summary(tally: Tally): string {
  const { notes, first } = tally;
  const found = [
    ...(notes.error > 0 ? [count(notes.error, "error")] : []),
    ...(notes.warn > 0 ? [count(notes.warn, "warning")] : []),
  ];
  return `${tally.opening ? "a first message, " : ""}${entriesText(tally)}; ${found.length === 0 ? "nothing wrong" : found.join(", ")}${first === undefined ? "" : firstText(first)}`;
}

export function entriesText({ entries }: Tally): string {
  return entries === 1 ? "1 entry" : `${entries} entries`;
}

function firstText({ offset, entry, path }: DissectNode): string {
  const place = [
    `offset 0x${offset.toString(16)}`,
    ...(entry === undefined ? [] : [`entry ${entry}`]),
    ...(path ? [path] : []),
  ];
  return `; first error: ${place.join(", ")}`;
}
