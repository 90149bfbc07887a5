/** A place in a file of the schema. Lines and columns count from 1. */
export interface Location {
  /** Path below the schema's folder. Outside of that folder, a path that begins with a dot or a slash. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A problem of the schema: message, place and hint. */
export interface Problem {
  /** Stable word for this kind of problem. docs/problems.md has a section on each. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  readonly at: Location;
  /** Names by which `accept` in the table accepts the problem, under its code; absent if it cannot be accepted. */
  readonly subjects?: readonly string[];
}

/** Thrown if a pass cannot go on. It holds all problems found so far. */
export class SchemaError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], of = "the schema") {
    super(`${of} has ${problems.length === 1 ? "a problem" : `${problems.length} problems`}`);
    this.name = "SchemaError";
    this.problems = problems.toSorted(inOrder);
  }
}

/** Formats the first problem of a schema and its place as one line. */
export function firstProblem({ problems, message }: SchemaError): string {
  const [problem] = problems;
  const where = problem === undefined ? message : `${problem.at.file}:${problem.at.line}:${problem.at.column}: `;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return `${where}${problem?.message ?? ""}${more}`;
}

/** Returns the path of a problem's file, relative to the same folder as `schema`. */
export function pathOf(schema: string, file: string): string {
  return /^\.{0,2}\//.test(file) ? file.replace(/^\.\//, "") : `${schema}/${file}`;
}

/** Compares by file, then by place. */
function inOrder(a: Problem, b: Problem): number {
  if (a.at.file !== b.at.file) return a.at.file < b.at.file ? -1 : 1;
  return a.at.line - b.at.line || a.at.column - b.at.column;
}
