import { isBoolean } from "../model/fields.ts";
import type { IsLost } from "../model/lost.ts";
import type { Condition, Model } from "../model/model.ts";
import type { Location, Problem } from "../model/problem.ts";
import { messageNamed, partsOf } from "../model/walk.ts";
import { didYouMean } from "../text/suggest.ts";

/** Checks conditions: each names a boolean field of the message before it. */
export function* checkConditions(model: Model, isLost: IsLost): Generator<Problem> {
  const known: Known = { model, isLost };
  for (const { layout } of model.images) {
    const { first, entries, rest, extra } = layout;
    yield* checkCondition(known, entries?.when, first?.message, entries?.at);
    yield* checkCondition(known, rest?.when, first?.message, rest?.at);
    for (const { part, owner } of partsOf(extra, entries?.message ?? "")) {
      yield* checkCondition(known, part.when, owner, part.at);
    }
  }
}

interface Known {
  readonly model: Model;
  readonly isLost: IsLost;
}

function* checkCondition(
  { model, isLost }: Known,
  when: Condition | undefined,
  owner: string | undefined,
  at: Location | undefined,
): Generator<Problem> {
  const message = messageNamed(model, owner);
  if (when === undefined || message === undefined || at === undefined) return;
  const booleans = message.fields.filter(isBoolean);
  if (booleans.some((f) => f.name === when.field) || isLost(`${owner}.${when.field}`)) return;
  const names = booleans.map((f) => f.name);
  const hint = didYouMean(when.field, names) ?? `booleans of ${owner}: ${names.join(", ") || "none"}`;
  yield { code: "bad-condition", message: `\`${owner}\` has no boolean field \`${when.field}\``, hint, at };
}
