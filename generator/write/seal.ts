import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { refuseLinks } from "../files/folders.ts";
import { readManifest } from "./manifest.ts";
import { hashOf, MANIFEST, sealed } from "./manifest-text.ts";

/**
 * Returns the number of files in a folder if its seal proves that they are those that these inputs give, and nothing
 * needs to be rendered. The seal hashes the inputs and the rest of the manifest, which hashes each file.
 *
 * @param inputs hash of the inputs; nothing is proved without
 * @throws {Error} if a folder in it is a link
 */
export function provedFiles(folder: string, inputs: string | undefined): number | undefined {
  const manifest = join(folder, MANIFEST);
  if (inputs === undefined || !existsSync(manifest)) return undefined;
  const text = readFileSync(manifest, "utf8");
  if (text !== sealed(text, inputs)) return undefined;
  const files = readManifest(folder);
  refuseLinks(folder, files.keys());
  const isAsWritten = ([path, hashes]: readonly [string, readonly string[]]): boolean => {
    const file = join(folder, path);
    return isFile(file) && hashes.length === 1 && hashes.includes(hashOf(readFileSync(file, "utf8")));
  };
  return [...files].every(isAsWritten) ? files.size : undefined;
}

/** Tells whether there is a file. A link is left to the comparison of all files. */
function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
