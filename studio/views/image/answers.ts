import { type Links, linksAt } from "../../engine/links.ts";
import type { Answer } from "../../engine/opened.ts";
import { type FieldAbout, fieldAbout } from "./about.ts";
import { type ListedImage, listedImages } from "./listed.ts";
import { type NodeRow, nodeRows } from "./node-row.ts";
import { entryStart, type OpenImage, openImage } from "./open-image.ts";
import { type Summary, summariesOf } from "./summaries.ts";

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

interface File {
  /** Name without folders. */
  readonly file: string;
}

const list: Answer<Record<string, never>, readonly ListedImage[]> = (opened) => opened.once(listedImages);

const open: Answer<File, ImageFacts> = async (opened, { file }, call) => {
  const { before, starts, size, bytesOnly, about } = await openImage(opened, file, call);
  return { ...about, before, entries: starts.length, size, ...(bytesOnly !== undefined && { bytesOnly }) };
};

/** Nodes that one entry may have; the rest is left out. */
const MOST_NODES = 200_000;

const nodes: Answer<File & { readonly entry: number }, readonly NodeRow[]> = async (opened, { file, entry }, call) => {
  const image = await openImage(opened, file, call);
  return nodeRows(image.entries?.nodes(entry, entryStart(image, entry)) ?? [], image.layout, MOST_NODES);
};

const summaries: Answer<File & { readonly from: number; readonly to: number }, readonly Summary[]> = async (
  opened,
  { file, from, to },
  call,
) => summariesOf(await openImage(opened, file, call), from, to);

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
const at: Answer<File & WantedPlace, FoundPlace> = async (
  opened,
  { file, offset: given, entry: wanted, path },
  call,
) => {
  const image = await openImage(opened, file, call);
  if (path !== undefined && wanted === undefined)
    return { offset: nodeWith(image.before, path)?.offset ?? 0, isStart: false, nodes: [] };
  const offset = given ?? entryStart(image, wanted ?? 0);
  const entry = wanted ?? entryAt(image, offset);
  if (entry === undefined) return { offset, isStart: false, nodes: [] };
  const start = entryStart(image, entry);
  const nodes = nodeRows(image.entries?.nodes(entry, start) ?? [], image.layout, MOST_NODES);
  const field = path === undefined ? undefined : nodeWith(nodes, path);
  if (field !== undefined) return { offset: field.offset, entry, isStart: false, nodes };
  return { offset, entry, isStart: start === offset && wanted === undefined, nodes };
};

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

const bytes: Answer<File & { readonly from: number; readonly to: number }, Uint8Array> = async (
  { checkpoint },
  { file, from, to },
) => (await checkpoint.store.bytes(checkpoint.folder + file).read(from, to)).slice();

const about: Answer<{ readonly message: string; readonly number: number }, FieldAbout | undefined> = (_, field) =>
  fieldAbout(field.message, field.number);

const links: Answer<File & { readonly offset: number }, Links> = (opened, { file, offset }) =>
  linksAt(opened, file, offset);

/** Answers about one image. */
export const imageAnswers = {
  "image.list": list,
  "image.open": open,
  "image.nodes": nodes,
  "image.summaries": summaries,
  "image.at": at,
  "image.bytes": bytes,
  "image.about": about,
  "image.links": links,
};
