import { formatOfSnapshot } from "../generator/model/format/snapshot.ts";
import { formatBefore, type Update } from "../generator/project/update.ts";
import { type Change, diffFormats } from "../upstream/diff/diff.ts";
import { withKnownPlaces } from "../upstream/diff/known-places.ts";

/** Returns the changes of the format since a folder was generated; none if that format is unknown. */
export function changesOf(update: Update): Change[] {
  const from = formatOfSnapshot(formatBefore(update), update.project.out);
  const to = formatOfSnapshot(update.snapshot, "now");
  return from === undefined || to === undefined ? [] : diffFormats(from, withKnownPlaces(to));
}
