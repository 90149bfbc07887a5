import { shownFolder } from "../files/shown-folder.ts";
import type { Difference } from "../write/compare.ts";

/** Messages on files that differ from the generated ones. */
const MESSAGES: Readonly<Record<Difference["kind"], string>> = {
  missing: "the file is missing",
  changed: "the file is out of date",
  stale: "the package no longer has this file",
  edited: "the file was edited by hand since critgen wrote it",
  foreign: "the file is in the way: critgen did not write it",
};

/** A problem with a file, for editors and CI. Its code is the kind of difference. */
interface FileProblem {
  readonly code: string;
  readonly message: string;
  readonly file: string;
}

export function fileProblems(out: string, differences: readonly Difference[]): FileProblem[] {
  return differences.map(({ kind, path }) => ({
    code: kind,
    message: MESSAGES[kind],
    file: `${shownFolder(out)}/${path}`,
  }));
}

/** Thrown if writing would destroy files that are not critgen's, or edits. */
class InTheWay extends Error {
  readonly files: readonly FileProblem[];

  constructor(message: string, files: readonly FileProblem[]) {
    super(message);
    this.name = "InTheWay";
    this.files = files;
  }
}

/** Returns the files of an error about files in the way. */
export function inTheWay(error: unknown): readonly FileProblem[] | undefined {
  return error instanceof InTheWay ? error.files : undefined;
}

/** Refuses to replace files that critgen did not write, or that were edited since. */
export function refuseToOverwrite(out: string, differences: readonly Difference[]): void {
  const foreign = differences.filter(({ kind }) => kind === "foreign");
  const edited = differences.filter(({ kind }) => kind === "edited");
  const [what, advice] =
    foreign.length > 0
      ? ["these files are in the way; critgen did not write them:", "Move them, choose another --out,"]
      : [
          "these generated files were edited by hand since critgen wrote them:",
          "Make the change in the schema or the templates,",
        ];
  const files = foreign.length > 0 ? foreign : edited;
  if (files.length === 0) return;
  const lines = files.map(({ path }) => `  ${shownFolder(out)}/${path}`);
  const problems = fileProblems(out, [...foreign, ...edited]);
  throw new InTheWay(
    [what, ...lines, `${advice} ${foreign.length > 0 ? "or" : "and"} replace them with --force.`].join("\n"),
    problems,
  );
}
