import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { messageNamed, partsOf } from "../model/walk.ts";

/** What follows an entry stands beside its fields as `extra`: no field may be called that. */
export function* checkFields(model: Model): Generator<Problem> {
  for (const { layout } of model.images) {
    if (layout.extra === undefined || layout.entries === undefined) continue;
    const owners = [...partsOf(layout.extra, layout.entries.message)].map(({ owner }) => owner);
    for (const owner of new Set(owners)) {
      const field = messageNamed(model, owner)?.fields.find((f) => f.name === "extra");
      if (field === undefined) continue;
      const message = `\`${owner}.extra\` is in the way of what follows the message in its image`;
      yield { code: "reserved-name", message, hint: "give the field another name", at: field.at };
    }
  }
}
