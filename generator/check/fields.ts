import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { messageNamed, partsOf } from "../model/walk.ts";

/** TypeScript gives up on functions that are much longer than those for a message of this many fields. */
const MOST_FIELDS = 500;

/**
 * A message has not too many fields; and where something follows it, which stands beside its fields as `extra`, none of
 * them is called that.
 */
export function* checkFields(model: Model): Generator<Problem> {
  for (const { name, fields, at } of model.messages) {
    if (fields.length <= MOST_FIELDS) continue;
    const message = `\`${name}\` has ${fields.length} fields; a message can have ${MOST_FIELDS}`;
    yield { code: "unsupported", message, hint: "split it into several", at };
  }
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
