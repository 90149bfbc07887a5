import { compareReleases, isRelease } from "../model/releases.ts";
import { isCheckout, releaseTags } from "./repository.ts";
import { TreeError } from "./text.ts";
import { type CriuTree, readCriuTree } from "./tree.ts";

/** The releases that are at hand beside a tree. */
export interface Releases {
  /** Oldest first. */
  readonly names: readonly string[];
  readonly read: (name: string) => CriuTree;
}

export const NO_RELEASES: Releases = {
  names: [],
  read: (name) => {
    throw new TreeError(`there is no ${name}`);
  },
};

/**
 * The releases that the repository of a tree has tags of.
 *
 * @param rev the revision that the tree was read from; without one it is a folder, which need not be of a repository
 */
export function releasesBeside(dir: string, rev: string | undefined): Releases {
  if (rev === undefined && !isCheckout(dir)) return NO_RELEASES;
  const names = releaseTags(dir).filter(isRelease).sort(compareReleases);
  return { names, read: (name) => readRelease(dir, name) };
}

/** What is wrong with another release than the one that was asked for is told with its name. */
function readRelease(dir: string, name: string): CriuTree {
  try {
    return readCriuTree(dir, name);
  } catch (error) {
    throw new TreeError(`${name}: ${(error as Error).message}`);
  }
}
