import { lstatSync, readlinkSync, realpathSync } from "node:fs";
import { dirname, isAbsolute } from "node:path";
import { pathOf, textOf } from "./path.ts";

/** So many links may lead to each other, as in Linux. */
const MOST_LINKS = 40;

/**
 * Follows links to the file that is meant, which need not be there; or to a descriptor that this process has, such as
 * /dev/stdout: what that leads to is not opened anew, as what else goes there would be overwritten.
 */
export function targetOf(file: string): string | number {
  let path = file;
  for (let links = 0; links < MOST_LINKS; links++) {
    const descriptor = descriptorOf(path);
    if (descriptor !== undefined) return descriptor;
    if (lstatSync(pathOf(path), { throwIfNoEntry: false })?.isSymbolicLink() !== true) break;
    const next = textOf(readlinkSync(pathOf(path), "buffer"));
    // Not joined: the folder can be a link too, from which `..` leads elsewhere.
    path = isAbsolute(next) ? next : `${dirname(path)}/${next}`;
  }
  return path;
}

/** The descriptor that a path in /dev/fd, or in a folder that this leads to, stands for. */
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
