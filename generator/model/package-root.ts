import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A file of critgen's own package, wherever this module runs from: its source, or what it was compiled to. */
export function packageFile(path: string): URL {
  let folder = new URL("./", import.meta.url);
  while (!existsSync(new URL("templates/", folder))) folder = new URL("../", folder);
  return new URL(path, folder);
}

/** Critgen's own schema. */
export const BUILT_IN_SCHEMA: string = fileURLToPath(packageFile("schema"));
