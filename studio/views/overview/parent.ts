import { Checkpoint } from "criu-checkpoint";
import type { Answer, Summary } from "../../engine/opened.ts";

/** Returns whether a checkpoint has a parent, or the link to one in an archive. */
export const hasParent: Answer<Record<string, never>, boolean> = ({ checkpoint }) => checkpoint.parent !== undefined;

/**
 * Lists a checkpoint once more, with another open one as its parent: pages that did not change since are read there.
 *
 * @throws {Error} if it would be among its own parents
 */
export const withParent: Answer<{ readonly parent: string }, Summary> = (opened, { parent }) => {
  const { store, folder } = opened.checkpoint;
  const chosen = opened.all.get(parent);
  for (let at: Checkpoint | undefined = chosen.checkpoint; at !== undefined; at = at.parent) {
    if (at.store === store && at.folder === folder) throw new Error(`${parent} is ${opened.name}, or is based on it`);
  }
  const checkpoint = new Checkpoint(store, folder, { parent: chosen.checkpoint });
  return opened.all.add(`${opened.name} on ${parent}`, checkpoint, opened, chosen);
};
