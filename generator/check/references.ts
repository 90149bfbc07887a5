import type { IsLost } from "../model/lost.ts";
import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { messagesOf } from "../model/walk.ts";
import { didYouMean } from "../text/suggest.ts";

/** Checks that every message that a row names is declared. */
export function* checkReferences(model: Model, isLost: IsLost): Generator<Problem> {
  const known = new Set(model.messages.map(({ name }) => name));
  for (const { message, at } of model.images.flatMap((image) => [...messagesOf(image)])) {
    if (known.has(message) || isLost(message)) continue;
    const hint = inPackage(message, known) ?? didYouMean(message, known) ?? "declare it in messages/";
    yield { code: "unknown-message", message: `there is no message \`${message}\``, hint, at };
  }
}

/** Suggests a name with its package: rows name messages in full. */
function inPackage(message: string, known: ReadonlySet<string>): string | undefined {
  const full = [...known].find((name) => name.endsWith(`.${message}`));
  return full === undefined ? undefined : `did you mean ${full}?`;
}
