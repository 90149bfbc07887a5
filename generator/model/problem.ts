/** A place in a file of the schema. Lines and columns count from 1. */
export interface Location {
  /** Its path below the schema's folder; or, of what is not in that folder, a path that begins with a dot or a slash. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with the schema: what, where, and what to do about it. */
export interface Problem {
  /** A stable word for this kind of problem; docs/problems.md has a paragraph on each. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly at: Location;
  /** Names that `accept` in the table accepts the problem by, under its code; none if it cannot be accepted. */
  readonly subjects?: readonly string[];
}

/** Thrown where a pass cannot go on; holds everything that the run has found so far. */
export class SchemaError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], of = "the schema") {
    super(`${of} has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}`);
    this.name = "SchemaError";
    this.problems = problems.toSorted(inOrder);
  }
}

/** The first problem of a schema, with its place, in one line. */
export function firstProblem({ problems, message }: SchemaError): string {
  const [problem] = problems;
  const where = problem === undefined ? message : `${problem.at.file}:${problem.at.line}:${problem.at.column}: `;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return `${where}${problem?.message ?? ""}${more}`;
}

/** Where the file of a problem is, as seen from where the path of the schema's folder is seen from. */
export function pathOf(schema: string, file: string): string {
  return /^\.{0,2}\//.test(file) ? file.replace(/^\.\//, "") : `${schema}/${file}`;
}

/** By file, then by place in it. */
function inOrder(a: Problem, b: Problem): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
