import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";

/** 0 stands for raw in CRIU's table: no image begins with it. */
export function* checkMagics(model: Model): Generator<Problem> {
  for (const { name, magic, at } of model.images) {
    if (magic !== 0) continue;
    const message = `\`${name}\` has the magic 0, which stands for raw images`;
    yield { code: "zero-magic", message, hint: "write `raw: true`, or a number of its own", at };
  }
}
