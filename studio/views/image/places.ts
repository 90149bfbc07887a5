import { entryStart, type OpenImage } from "./content.ts";
import { type NodeRow, nodeRows } from "./node-row.ts";

/* Entries and places of an open image. */

/** Description of an open image: the nodes before its entries, and their number. */
export interface ImageFacts {
  readonly image: string | undefined;
  readonly about: string;
  readonly since: string | null | undefined;
  readonly size: number;
  readonly before: readonly NodeRow[];
  readonly entries: number;
  /** Reason for which only bytes are shown. */
  readonly bytesOnly?: string;
}

/** Describes an open image. */
export function factsOf({ before, starts, size, bytesOnly, about }: OpenImage): ImageFacts {
  return { ...about, before, entries: starts.length, size, ...(bytesOnly !== undefined && { bytesOnly }) };
}

/** Nodes that one entry may have; the rest is left out. */
const MOST_NODES = 200_000;

/** Returns the nodes of an entry, the first of which is the entry itself. */
export function nodesOf(image: OpenImage, entry: number): readonly NodeRow[] {
  return nodeRows(image.entries?.nodes(entry, entryStart(image, entry)) ?? [], image.layout, MOST_NODES);
}

/** A place in an image: its entry, and whether it is the beginning of that. */
export interface FoundPlace {
  readonly offset: number;
  readonly entry?: number;
  readonly isStart: boolean;
  /** Nodes of the entry. */
  readonly nodes: readonly NodeRow[];
}

/** A place that is looked for: an offset, or an entry with or without the path of a field in it. */
export interface WantedPlace {
  readonly offset?: number;
  readonly entry?: number;
  /** Path from the entry; without an entry, from the first message. */
  readonly path?: string;
}

/** Finds the entry at an offset, or the offset of an entry or of a field. */
export function placeIn(image: OpenImage, { offset: given, entry: wanted, path }: WantedPlace): FoundPlace {
  if (path !== undefined && wanted === undefined)
    return { offset: nodeWith(image.before, path)?.offset ?? 0, isStart: false, nodes: [] };
  const offset = given ?? entryStart(image, wanted ?? 0);
  const entry = wanted ?? entryAt(image, offset);
  if (entry === undefined) return { offset, isStart: false, nodes: [] };
  const nodes = nodesOf(image, entry);
  const field = path === undefined ? undefined : nodeWith(nodes, path);
  if (field !== undefined) return { offset: field.offset, entry, isStart: false, nodes };
  return { offset, entry, isStart: entryStart(image, entry) === offset && wanted === undefined, nodes };
}

/** Finds the node with a path, or with the longest beginning of it that a node has. */
function nodeWith(nodes: readonly NodeRow[], path: string): NodeRow | undefined {
  const steps = path.split(".");
  for (let length = steps.length; length > 0; length--) {
    const start = steps.slice(0, length).join(".");
    const found = nodes.find((node) => node.path === start);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Finds the last entry that begins at an offset or before it. */
function entryAt({ starts }: OpenImage, offset: number): number | undefined {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : low - 1;
}
