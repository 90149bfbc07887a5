import { stdout } from "node:process";
import { formatOfSnapshot } from "../../generator/model/format/snapshot.ts";
import type { Snapshot } from "../../generator/write/manifest.ts";
import { diffFormats } from "../../upstream/diff/diff.ts";
import { withKnownPlaces } from "../../upstream/diff/known-places.ts";
import { toText } from "../diff/text.ts";
import { terminalOf } from "../terminal/terminal.ts";

/** Formats the changes of the format since a folder was generated, as `critgen diff` classifies them. */
export function changesText(out: string, before: Snapshot, after: Snapshot): string {
  const [from, to] = [formatOfSnapshot(before, out), formatOfSnapshot(after, "now")];
  if (from === undefined || to === undefined) return "";
  const changes = diffFormats(from, withKnownPlaces(to));
  const isRefused = ({ breaks }: { readonly breaks: readonly unknown[] }): boolean => breaks.length > 0;
  return changes.length === 0 ? "" : toText({ before: out, after: "now", changes, isRefused }, terminalOf(stdout));
}
