import { isInteger } from "../model/fields.ts";
import type { IsLost } from "../model/lost.ts";
import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { messageNamed, partsOf } from "../model/walk.ts";
import { didYouMean } from "../text/suggest.ts";

/** Checks length fields: each is an integer of the message before the part. */
export function* checkLengths(model: Model, isLost: IsLost): Generator<Problem> {
  for (const { layout } of model.images) {
    for (const { part, owner } of partsOf(layout.extra, layout.entries?.message ?? "")) {
      const message = messageNamed(model, owner);
      if (message === undefined) continue;
      const name = part.kind === "run" ? part.length : part.count;
      const field = message.fields.find((f) => f.name === name);
      if (field === undefined ? isLost(`${owner}.${name}`) : isInteger(field)) continue;
      const integers = message.fields.filter(isInteger).map((f) => f.name);
      const hint = didYouMean(name, integers) ?? `integers of ${owner}: ${integers.join(", ") || "none"}`;
      const found =
        field === undefined ? `\`${owner}\` has no field \`${name}\`` : `\`${owner}.${name}\` is not an integer`;
      yield { code: "bad-length-field", message: `${found}: it cannot be a length field`, hint, at: part.at };
    }
  }
}
