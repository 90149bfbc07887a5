import { compareReleases, isRelease } from "../../generator/model/releases.ts";
import { isCheckout, releaseTags } from "../source/repository.ts";
import { TreeError } from "../source/tree-file.ts";
import { type CriuTree, readCriuTree } from "./tree.ts";

/** The other releases in the repository of a tree. */
export interface Releases {
  /** Oldest first. */
  readonly names: readonly string[];
  readonly read: (name: string) => CriuTree;
}

export const NO_RELEASES: Releases = {
  names: [],
  read: (name) => {
    throw new TreeError(`there is no release ${name}`);
  },
};

/**
 * Finds the releases with tags in the repository of a tree.
 *
 * @param rev revision of the tree; without one the tree is a folder, with or without a repository
 */
export function releasesBeside(dir: string, rev: string | undefined): Releases {
  if (rev === undefined && !isCheckout(dir)) return NO_RELEASES;
  const names = releaseTags(dir).filter(isRelease).sort(compareReleases);
  return { names, read: (name) => readRelease(dir, name) };
}

/** Reads a release; its errors begin with its name. */
function readRelease(dir: string, name: string): CriuTree {
  try {
    return readCriuTree(dir, name);
  } catch (error) {
    throw new TreeError(`${name}: ${(error as Error).message}`);
  }
}
