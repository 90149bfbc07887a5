import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { packageFile } from "../../generator/own/package-root.ts";

/**
 * Reads the file that scripts/registry/gazetteer.mjs makes of GeoNames' data. In the page of the studio
 * scripts/studio/compiler.mjs replaces this module by studio/compiler/places.ts.
 */
export function placesText(): string {
  return gunzipSync(readFileSync(packageFile("registry/data/places.tsv.gz"))).toString();
}
