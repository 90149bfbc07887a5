import type { Difference } from "../write/compare.ts";
import { shownFolder } from "./schema-error.ts";

/** What is said of a file that is not as it should be. */
const MESSAGES: Readonly<Record<Difference["kind"], string>> = {
  missing: "the file is not there",
  changed: "the file is not what the schema says",
  stale: "the schema has no need of the file any more",
  edited: "the file was edited by hand since critgen wrote it",
  foreign: "the file is in the way, and critgen did not write it",
};

/** A file for editors and CI: the code is the kind of difference. */
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

/** Thrown where files that are not critgen's work would be lost. */
class InTheWay extends Error {
  readonly files: readonly FileProblem[];

  constructor(message: string, files: readonly FileProblem[]) {
    super(message);
    this.name = "InTheWay";
    this.files = files;
  }
}

/** The files that an error is about, if it is about files in the way. */
export function inTheWay(error: unknown): readonly FileProblem[] | undefined {
  return error instanceof InTheWay ? error.files : undefined;
}

/** Nobody's work is lost: what critgen did not write, or what was changed since, it does not replace. */
export function refuseToOverwrite(out: string, differences: readonly Difference[]): void {
  const foreign = differences.filter(({ kind }) => kind === "foreign");
  const edited = differences.filter(({ kind }) => kind === "edited");
  const [what, advice] =
    foreign.length > 0
      ? ["these files are in the way, and critgen did not write them:", "Move them, choose another --out,"]
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
