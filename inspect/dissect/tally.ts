import { count, type DissectNode, type NoteSeverity } from "./node.ts";

/** Counts of a dissected file. */
export interface Tally {
  readonly notes: Record<NoteSeverity, number>;
  /** Number of entries, as far as they could be read. */
  entries: number;
  /** Whether there is a first message. */
  opening: boolean;
  /** First node with an error. */
  first?: DissectNode;
}

export function newTally(): Tally {
  return { notes: { error: 0, warn: 0, info: 0 }, entries: 0, opening: false };
}

/** Passes nodes through, and counts them. */
export function* tallied(nodes: Iterable<DissectNode>, tally: Tally): Generator<DissectNode> {
  for (const node of nodes) {
    for (const { severity } of node.notes) tally.notes[severity]++;
    if (tally.first === undefined && node.notes.some(({ severity }) => severity === "error")) tally.first = node;
    if (node.entry !== undefined) tally.entries = node.entry + 1;
    else if (node.kind === "size") tally.opening = true;
    yield node;
  }
}

/** Formats the counts as one line. */
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
