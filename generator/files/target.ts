import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import { pathOf, textOf } from "./path.ts";

/** Largest number of links to follow, as in Linux. */
const MOST_LINKS = 40;

/**
 * Follows links to the final path, even if there is no file. Returns a descriptor for a path such as /dev/stdout:
 * opening it again would overwrite other output to it.
 */
export function targetOf(file: string): string | number {
  let path = file;
  for (let links = 0; links < MOST_LINKS; links++) {
    const descriptor = descriptorOf(path);
    if (descriptor !== undefined) return descriptor;
    if (lstatSync(pathOf(path), { throwIfNoEntry: false })?.isSymbolicLink() !== true) break;
    const next = textOf(readlinkSync(pathOf(path), "buffer"));
    // `join` would resolve `..`, but behind a link it leads elsewhere.
    path = isAbsolute(next) ? next : `${dirname(path)}/${next}`;
  }
  return path;
}

/** Returns the descriptor of a path in /dev/fd, or in the folder that this links to. */
function descriptorOf(path: string): number | undefined {
  const [, number] = /\/fd\/(\d+)$/.exec(path) ?? [];
  if (number === undefined) return undefined;
  const folders = ["/dev/fd", "/proc/self/fd"].map(realOf);
  return folders.includes(realOf(dirname(path))) ? Number(number) : undefined;
}

function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
