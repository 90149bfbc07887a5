import type { Model } from "../model/model.ts";
import { fieldName } from "../model/modules.ts";
import type { Problem } from "../model/problem.ts";
import { messageNamed, partsOf } from "../model/walk.ts";

/** Refuses a field `extra` in a message with an extra, because `extra` is a property of its entries. */
export function* checkFields(model: Model): Generator<Problem> {
  for (const { layout } of model.images) {
    if (layout.extra === undefined || layout.entries === undefined) continue;
    const owners = [...partsOf(layout.extra, layout.entries.message)].map(({ owner }) => owner);
    for (const owner of new Set(owners)) {
      const field = messageNamed(model, owner)?.fields.find((f) => fieldName(model, owner, f.name) === "extra");
      if (field === undefined) continue;
      const name = `${owner}.${field.name}`;
      const message = `\`${name}\` clashes with the property \`extra\`, the parts after the message`;
      const hint = `rename it, or write \`names: { ${name}: extra_field }\` in images.yaml`;
      yield { code: "reserved-name", message, hint, at: model.names.get(name)?.at ?? field.at };
    }
  }
}
