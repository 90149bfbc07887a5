import type { Location, Problem } from "../../model/problem.ts";
import type { Declaration, ProtoFile, Range } from "./tree.ts";

/** A problem whose place is that of the declaration's name, if it has none of its own. */
export type Fault = Omit<Problem, "at"> & Partial<Pick<Problem, "at">>;

/** Collects what is wrong with .proto files, and what is left out because of it. */
export class Faults {
  readonly problems: Problem[];
  readonly #refused = new Map<ProtoFile, Set<Declaration>>();
  readonly #seen = new Set<string>();

  constructor(problems: Problem[]) {
    this.problems = problems;
  }

  /** Notes a problem; one place has one problem. */
  add(at: Location, fault: Fault): void {
    const problem = { at, ...fault };
    const key = `${problem.at.file}:${problem.at.line}:${problem.at.column}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.problems.push(problem);
  }

  /** Refuses a declaration: it is left out, with all that is in it. */
  refuse(file: ProtoFile, node: Declaration, fault: Fault): void {
    this.add(node.name.at, fault);
    const refused = this.#refused.get(file) ?? new Set();
    this.#refused.set(file, refused.add(node));
  }

  isRefused(file: ProtoFile, node: Declaration): boolean {
    return this.#refused.get(file)?.has(node) === true;
  }

  /** Parts of a file that are refused. */
  rangesOf(file: ProtoFile): Range[] {
    return [...(this.#refused.get(file) ?? [])].map(({ range }) => range);
  }

  refusedOf(file: ProtoFile): ReadonlySet<Declaration> {
    return this.#refused.get(file) ?? new Set();
  }
}
