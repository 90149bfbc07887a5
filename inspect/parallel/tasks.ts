import type { Answer, Question } from "../explore/explore.ts";
import type { Refused } from "../open/choices.ts";
import type { Summary, ToSummarize } from "../summary/summary.ts";
import type { ToValidate, Validated } from "../validate/validated.ts";

/** Work on one checkpoint, which a thread can do: input and result are data. */
export interface Tasks {
  readonly listing: (question: Question) => Promise<Answer>;
  readonly summary: (request: ToSummarize) => Promise<Summary | Refused>;
  readonly validation: (request: ToValidate) => Promise<Validated | Refused>;
}

export type Input<Name extends keyof Tasks> = Parameters<Tasks[Name]>[0];
export type Result<Name extends keyof Tasks> = Awaited<ReturnType<Tasks[Name]>>;

/** All tasks; the code of each is loaded when it runs. */
const TASKS: Tasks = {
  listing: async (question) => (await import("../explore/explore.ts")).answer(question),
  summary: async (request) => (await import("../summary/summary.ts")).summarized(request),
  validation: async (request) => (await import("../validate/validated.ts")).validated(request),
};

/** Does one task. */
export function perform<Name extends keyof Tasks>(name: Name, input: Input<Name>): Promise<Result<Name>> {
  const task = TASKS[name] as (input: Input<Name>) => Promise<Result<Name>>;
  return task(input);
}
