import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { didYouMean } from "../model/suggest.ts";
import { messagesOf } from "../model/walk.ts";

/** Every message that a row names is declared. */
export function* checkReferences(model: Model): Generator<Problem> {
  const known = new Set(model.messages.map(({ name }) => name));
  for (const { message, at } of model.images.flatMap((image) => [...messagesOf(image)])) {
    if (known.has(message)) continue;
    const hint = didYouMean(message, known) ?? "declare it in messages/";
    yield { code: "unknown-message", message: `there is no message \`${message}\``, hint, at };
  }
}
