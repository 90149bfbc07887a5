import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { cwd } from "node:process";
import { pathToFileURL } from "node:url";

/**
 * Returns the path of a file relative to the root of the repository around the current folder, or to that folder if it
 * is in no repository. A file elsewhere gets a URL.
 */
export function repositoryPath(file: string): string {
  const path = relative(repositoryOf(cwd()) ?? cwd(), resolve(file));
  const isBelow = !path.startsWith("..") && !isAbsolute(path);
  return isBelow ? path.split(sep).join("/") : pathToFileURL(resolve(file)).href;
}

function repositoryOf(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  return dirname(folder) === folder ? undefined : repositoryOf(dirname(folder));
}
