import { readFileSync } from "node:fs";
import { packageFile } from "./package-root.ts";

/** Returns the version of critgen, for the files that it writes. */
export function versionOfCritgen(): string {
  return (JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string }).version;
}
