import { heirs } from "../model/heirs.ts";
import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";

/** Refuses a field or enum value with a number that another one had in a release. The table can accept it. */
export function* checkNumbers(model: Model): Generator<Problem> {
  for (const { owner, number, is, was, release, isRename, at } of heirs(model)) {
    if (isRename) continue;
    const message = `number ${number} of \`${owner}\` was \`${was}\` before ${release}, and is \`${is}\``;
    const subjects = [`${owner}.${is}`, `${owner}.${was}`];
    yield { code: "number-reused", message, hint: `give \`${is}\` a number of its own`, at, subjects };
  }
}
