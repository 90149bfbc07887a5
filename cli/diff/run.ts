import { stdout } from "node:process";
import { type BreakClass, type Compared, diffFormats, isRefused } from "../../upstream/diff/diff.ts";
import { toJson } from "../../upstream/diff/json.ts";
import { toMarkdown } from "../../upstream/diff/markdown.ts";
import { openFormat } from "../../upstream/diff/open.ts";
import { MOST } from "../../upstream/diff/sections.ts";
import type { ExitCode } from "../run/action.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { toSummary, toText } from "./text.ts";

/** Options of `critgen diff`. */
export interface DiffOptions {
  /** Classes of breaks that do not fail the command. */
  readonly allow: readonly BreakClass[];
  /** Whether long lists are printed whole. */
  readonly all: boolean;
  readonly json: boolean;
  readonly markdown: boolean;
  readonly summary: boolean;
}

export function run(before: string, after: string, { allow, all, ...as }: DiffOptions): ExitCode {
  const changes = diffFormats(openFormat(before, after), openFormat(after, before));
  const compared: Compared = { before, after, changes, isRefused: (change) => isRefused(change, allow) };
  console.log(report(compared, { all, ...as }));
  return changes.some(compared.isRefused) ? 1 : 0;
}

function report(compared: Compared, { all, json, markdown, summary }: Omit<DiffOptions, "allow">): string {
  const most = all ? Infinity : MOST;
  if (json) return toJson(compared);
  if (markdown) return toMarkdown(compared, most);
  if (summary) return toSummary(compared, terminalOf(stdout));
  return toText(compared, terminalOf(stdout), { most, hint: ": --all shows them" });
}
