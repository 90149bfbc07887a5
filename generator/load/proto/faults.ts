import type { Location, Problem } from "../../model/problem.ts";
import type { Declaration, ProtoFile, Range } from "./tree.ts";

/** A problem. Without a place of its own, it has the place of the declaration's name. */
export type Fault = Omit<Problem, "at"> & Partial<Pick<Problem, "at">>;

/** Collects the problems of .proto files, and the declarations that they refuse. */
export class Faults {
  readonly problems: Problem[];
  readonly #refused = new Map<ProtoFile, Set<Declaration>>();
  readonly #seen = new Set<string>();

  constructor(problems: Problem[]) {
    this.problems = problems;
  }

  /** Adds a problem. A place has only one. */
  add(at: Location, fault: Fault): void {
    const problem = { at, ...fault };
    const key = `${problem.at.file}:${problem.at.line}:${problem.at.column}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    this.problems.push(problem);
  }

  /** Refuses a declaration: it is left out, with its content. */
  refuse(file: ProtoFile, node: Declaration, fault: Fault): void {
    this.add(node.name.at, fault);
    const refused = this.#refused.get(file) ?? new Set();
    this.#refused.set(file, refused.add(node));
  }

  isRefused(file: ProtoFile, node: Declaration): boolean {
    return this.#refused.get(file)?.has(node) === true;
  }

  /** Returns the ranges of the refused declarations. */
  rangesOf(file: ProtoFile): Range[] {
    return [...(this.#refused.get(file) ?? [])].map(({ range }) => range);
  }

  refusedOf(file: ProtoFile): ReadonlySet<Declaration> {
    return this.#refused.get(file) ?? new Set();
  }
}
