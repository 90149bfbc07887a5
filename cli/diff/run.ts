import { stdout } from "node:process";
import { type BreakClass, type Compared, diffFormats, isRefused } from "../../upstream/diff/diff.ts";
import { toJson } from "../../upstream/diff/json.ts";
import { toMarkdown } from "../../upstream/diff/markdown.ts";
import { openFormat } from "../../upstream/diff/open.ts";
import { MOST } from "../../upstream/diff/sections.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { toSummary, toText } from "./text.ts";

/** Options of `critgen diff`. */
export interface DiffOptions {
  /** Classes of breaks that do not fail the command. */
  readonly allow: readonly BreakClass[];
  readonly as: "text" | "json" | "markdown" | "summary";
  /** Whether long lists are printed whole. */
  readonly all: boolean;
}

/**
 * Compares two formats and prints the changes.
 *
 * @returns exit code: 0 no change breaks more than is allowed, 1 a change does
 */
export function runDiff(before: string, after: string, { allow, as, all }: DiffOptions): 0 | 1 {
  const changes = diffFormats(openFormat(before, after), openFormat(after, before));
  const compared: Compared = { before, after, changes, isRefused: (change) => isRefused(change, allow) };
  const most = all ? Infinity : MOST;
  const texts = {
    json: () => toJson(compared),
    markdown: () => toMarkdown(compared, most),
    summary: () => toSummary(compared, terminalOf(stdout)),
    text: () => toText(compared, terminalOf(stdout), { most, hint: ": --all shows them" }),
  };
  console.log(texts[as]());
  return changes.some(compared.isRefused) ? 1 : 0;
}
