import { readOwn } from "./own-files.ts";

/** Returns the version of critgen, for the files that it writes. */
export function versionOfCritgen(): string {
  return (JSON.parse(readOwn("package.json")) as { version: string }).version;
}
