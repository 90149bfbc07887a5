import type { ChangePlace } from "criu-checkpoint";
import { hexText } from "../../parts/text.ts";
import type { Route } from "../../route/route.ts";
import type { Difference } from "./difference.ts";

/** A link to a place of a difference in one of the checkpoints. */
export interface PlaceLink {
  readonly text: string;
  readonly to: Route;
}

/** Lists the places of a difference in one checkpoint: its process, its field in an image, and its addresses in memory. */
export function linksTo(checkpoint: string, difference: Difference, side: "a" | "b"): PlaceLink[] {
  const { kind, thing, path, pages } = difference;
  // A thing that the checkpoint lacks has no place in it; a field of one that it has does.
  if (path === "" && kind === (side === "a" ? "added" : "removed")) return [];
  const [, pid] = /\bprocess (\d+)\b/.exec(thing) ?? [];
  const [, area] = /\barea (0x[\da-f]+)/.exec(thing) ?? [];
  const process = pid === undefined ? [] : [processLink(checkpoint, pid)];
  const place = difference[side];
  const field = place === undefined ? [] : [fieldLink(checkpoint, place)];
  if (pid === undefined) return [...process, ...field];
  const addresses = pages === undefined ? (area === undefined ? [] : [BigInt(area)]) : pages.runs;
  // Pages of a segment have offsets: they begin at the area that maps it.
  const base = pages !== undefined && area !== undefined ? BigInt(area) : 0n;
  return [...process, ...field, ...addresses.map((address) => memoryLink(checkpoint, pid, base + address))];
}

function processLink(checkpoint: string, pid: string): PlaceLink {
  return { text: `process ${pid}`, to: { checkpoint, view: "process", path: [pid], query: {} } };
}

function fieldLink(checkpoint: string, { file, entry, path }: ChangePlace): PlaceLink {
  const query = { ...(entry !== undefined && { entry: `${entry}` }), ...(path !== undefined && { path }) };
  const text = [file, ...(entry === undefined ? [] : [`entry ${entry}`]), ...(path === undefined ? [] : [path])];
  return { text: text.join(" "), to: { checkpoint, view: "image", path: [file], query } };
}

function memoryLink(checkpoint: string, pid: string, address: bigint): PlaceLink {
  const at = hexText(address);
  return { text: `memory at ${at}`, to: { checkpoint, view: "memory", path: [pid], query: { at } } };
}
