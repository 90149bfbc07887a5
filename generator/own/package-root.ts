import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Returns the URL of a file of critgen's package, both from sources and from the bundle. */
export function packageFile(path: string): URL {
  let folder = new URL("./", import.meta.url);
  while (!existsSync(new URL("templates/", folder))) folder = new URL("../", folder);
  return new URL(path, folder);
}

/** Path of critgen's own schema. */
export const BUILT_IN_SCHEMA: string = fileURLToPath(packageFile("schema"));
