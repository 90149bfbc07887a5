import { stdout } from "node:process";
import { repositoryPath } from "../../generator/files/repository-path.ts";
import { pathOf } from "../../generator/model/problem.ts";
import { annotationText } from "../../generator/text/annotation.ts";
import { type Allowable, type Compared, diffFormats, isRefused } from "../../upstream/diff/diff.ts";
import { toGithub } from "../../upstream/diff/github.ts";
import { toJson } from "../../upstream/diff/json.ts";
import { toMarkdown } from "../../upstream/diff/markdown.ts";
import { FormatError, folderOf, openFormat } from "../../upstream/diff/open.ts";
import { MOST } from "../../upstream/diff/sections.ts";
import { toSummary } from "../../upstream/diff/summary.ts";
import { uncompared } from "../../upstream/diff/uncompared.ts";
import type { ExitCode } from "../run/action.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { toText } from "./text.ts";

/** Options of `critgen diff`. */
export interface DiffOptions {
  /** Breaks that do not fail the command. */
  readonly allow: readonly Allowable[];
  /** Whether long lists are printed whole. */
  readonly all: boolean;
  readonly github: boolean;
  readonly json: boolean;
  readonly markdown: boolean;
  readonly summary: boolean;
}

export function run(before: string, after: string, { allow, all, ...as }: DiffOptions): ExitCode {
  const open = (side: string, other: string) => (as.github ? annotated(side, other) : openFormat(side, other));
  const [from, to] = [open(before, after), open(after, before)];
  const changes = diffFormats(from, to);
  const compared: Compared = {
    ...{ before, after, changes, uncompared: uncompared(from, to) },
    isRefused: (change) => isRefused(change, allow),
  };
  const text = report(compared, { all, ...as });
  if (text !== "") console.log(text);
  return changes.some(compared.isRefused) ? 1 : 0;
}

/** Opens a side; if it cannot be read, prints an annotation of the line to blame, and throws the error on. */
function annotated(side: string, other: string): ReturnType<typeof openFormat> {
  try {
    return openFormat(side, other);
  } catch (error) {
    if (error instanceof FormatError) {
      const { message, at } = error;
      const place = at && { ...at, file: pathBelow(folderOf(side, other))(at.file) };
      console.log(annotationText({ level: "error", title: "unreadable", message, ...(place && { at: place }) }));
    }
    throw error;
  }
}

/** Returns paths of files in a side's folder, from the root of its repository. */
function pathBelow(folder: string): (file: string) => string {
  return (file) => repositoryPath(pathOf(folder, file));
}

function report(compared: Compared, { all, github, json, markdown, summary }: Omit<DiffOptions, "allow">): string {
  const most = all ? Infinity : MOST;
  if (json) return toJson(compared);
  if (markdown) return toMarkdown(compared, most);
  if (summary) return toSummary(compared);
  if (github) return toGithub(compared, pathBelow(folderOf(compared.after, compared.before)));
  return toText(compared, terminalOf(stdout), { most, hint: ": --all shows them" });
}
