import type { Model } from "../model/model.ts";
import { fieldName } from "../model/modules.ts";
import type { Problem } from "../model/problem.ts";
import { messageNamed, partsOf } from "../model/walk.ts";

/** No field is called `extra` beside parts behind its message. */
export function* checkFields(model: Model): Generator<Problem> {
  for (const { layout } of model.images) {
    if (layout.extra === undefined || layout.entries === undefined) continue;
    const owners = [...partsOf(layout.extra, layout.entries.message)].map(({ owner }) => owner);
    for (const owner of new Set(owners)) {
      const field = messageNamed(model, owner)?.fields.find((f) => fieldName(model, owner, f.name) === "extra");
      if (field === undefined) continue;
      const name = `${owner}.${field.name}`;
      const message = `\`${name}\` is in the way of the parts behind the message, which stand under \`extra\``;
      const hint = `rename it, or write \`names: { ${name}: extra_field }\` in images.yaml`;
      yield { code: "reserved-name", message, hint, at: model.names.get(name)?.at ?? field.at };
    }
  }
}
