import type { Checkpoint } from "../open/checkpoint.ts";
import type { Names } from "./names.ts";

/** A checkpoint of a chain, and the folder of its images in the result. */
export interface Level {
  readonly checkpoint: Checkpoint;
  readonly folder: string;
}

/**
 * Lists a checkpoint and its parents, which become folders of one store. A parent of another source lies beside the
 * images: `parent-1`, `parent-2`.
 */
export async function levelsOf(checkpoint: Checkpoint, names: Names): Promise<Level[]> {
  const folder = await names.path(checkpoint.folder);
  const levels: Level[] = [{ checkpoint, folder }];
  const above = folderAbove(folder);
  for (let parent = checkpoint.parent; parent !== undefined; parent = parent.parent) {
    const isHere = parent.store === checkpoint.store;
    const own = isHere ? await names.path(parent.folder) : `${above}parent-${levels.length}/`;
    levels.push({ checkpoint: parent, folder: own });
  }
  return levels;
}

/** Returns the folder above a folder; of the top, the top. Both end with a slash, or are empty. */
export function folderAbove(folder: string): string {
  return folder.replace(/[^/]+\/$/, "");
}

/** Returns the target of a link in one folder to another one. */
export function linkBetween(from: string, to: string): string {
  const [start, end] = [from.split("/").slice(0, -1), to.split("/").slice(0, -1)];
  const shared = start.findIndex((part, i) => part !== end[i]);
  const common = shared === -1 ? start.length : shared;
  return [...start.slice(common).map(() => ".."), ...end.slice(common)].join("/");
}
