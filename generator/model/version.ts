import { readFileSync } from "node:fs";
import { packageFile } from "./package-root.ts";

/** The version of critgen, which stands in what it writes. */
export function versionOfCritgen(): string {
  return (JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string }).version;
}
