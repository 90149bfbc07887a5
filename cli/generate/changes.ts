import { stdout } from "node:process";
import { changesOf } from "../../api/changes.ts";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import type { Update } from "../../generator/project/update.ts";
import { toText } from "../diff/text.ts";
import { terminalOf } from "../terminal/terminal.ts";

/** Formats the changes of the format since a folder was generated, as `critgen diff` classifies them. */
export function changesText(update: Update): string {
  const changes = changesOf(update);
  const before = shownFolder(update.project.out);
  const isRefused = ({ breaks }: { readonly breaks: readonly unknown[] }): boolean => breaks.length > 0;
  return changes.length === 0
    ? ""
    : toText({ before, after: "now", changes, isRefused, uncompared: [] }, terminalOf(stdout));
}
