import type { Report } from "../workspace/report.ts";
import type { SchemaSource, Snapshot } from "../workspace/snapshot.ts";
import { acceptFix } from "./accept.ts";
import { didYouMeanFix } from "./did-you-mean.ts";
import type { Fix } from "./fix.ts";
import { importFix } from "./import.ts";
import { magicFixes, rowOfMagic } from "./magic.ts";

/** Lists the fixes of a report in a file. */
export function fixesOf(snapshot: Snapshot, report: Report, source: SchemaSource): Fix[] {
  const { model } = snapshot.loaded;
  const row = rowOfMagic(model, report);
  return [
    didYouMeanFix(report, source),
    importFix(snapshot, report, source),
    ...(row === undefined ? [] : magicFixes(model, row, source)),
    acceptFix(snapshot, report),
  ].filter((fix) => fix !== undefined);
}
