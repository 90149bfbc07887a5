import type { Field } from "../../model/model.ts";
import { messageNamed, partsOf } from "../../model/walk.ts";
import type { Rule } from "./rule.ts";

export const optionalLength: Rule = {
  id: "optional-length",
  title: "A length can be absent",
  why: "A reader takes the default for a length that is not there, or none: if bytes follow all the same, it reads them as the next message.",
  category: "layouts",
  severity: "warning",
  *check({ model }) {
    for (const { name: image, layout } of model.images) {
      for (const { part, owner } of partsOf(layout.extra, layout.entries?.message ?? "")) {
        const name = part.kind === "run" ? part.length : part.count;
        const field = messageNamed(model, owner)?.fields.find((f) => f.name === name);
        if (field?.label !== "optional" || !isInteger(field)) continue;
        const message = `\`${owner}.${name}\` says a length, and is optional`;
        yield { message, suggestion: "make the field required", at: part.at, subjects: [`${owner}.${name}`, image] };
      }
    }
  },
};

/** Another type is no length at all, which is an error. */
function isInteger({ type }: Field): boolean {
  return type.kind === "scalar" && /int|fixed/.test(type.scalar);
}
