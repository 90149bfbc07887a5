import { stdout } from "node:process";
import { terminalOf } from "../commands/terminal.ts";
import { type BreakClass, type Compared, diffFormats, isRefused } from "./diff.ts";
import { toJson } from "./json.ts";
import { toMarkdown } from "./markdown.ts";
import { openFormat } from "./open.ts";
import { toText } from "./text.ts";

/** What `critgen diff` is told. */
export interface DiffOptions {
  /** What may break. */
  readonly allow: readonly BreakClass[];
  readonly as: "text" | "json" | "markdown";
}

/** 0 nothing breaks, or nothing more than is allowed; 1 something does. */
export function runDiff(before: string, after: string, { allow, as }: DiffOptions): 0 | 1 {
  const changes = diffFormats(openFormat(before, after), openFormat(after, before));
  const compared: Compared = { before, after, changes, isRefused: (change) => isRefused(change, allow) };
  if (as === "json") console.log(toJson(compared));
  else if (as === "markdown") console.log(toMarkdown(compared));
  else console.log(toText(compared, terminalOf(stdout)));
  return changes.some(compared.isRefused) ? 1 : 0;
}
