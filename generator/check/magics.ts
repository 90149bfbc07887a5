import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";

/** Refuses the magic 0: in CRIU's table it marks raw images, and no image begins with it. */
export function* checkMagics(model: Model): Generator<Problem> {
  for (const { name, magic, at } of model.images) {
    if (magic !== 0) continue;
    const message = `\`${name}\` has the magic 0, but 0 marks raw images`;
    yield { code: "zero-magic", message, hint: "write `raw: true`, or give it another magic", at };
  }
}
