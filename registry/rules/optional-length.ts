import type { Field } from "../../generator/model/model.ts";
import { messageNamed, partsOf } from "../../generator/model/walk.ts";
import type { Rule } from "./rule.ts";

export const optionalLength: Rule = {
  id: "optional-length",
  title: "A length field can be absent",
  why: "If the length is absent, a reader takes its default, or 0. If the extra is there all the same, it is read as the next message.",
  category: "layouts",
  severity: "warning",
  *check({ model }) {
    for (const { name: image, layout } of model.images) {
      for (const { part, owner } of partsOf(layout.extra, layout.entries?.message ?? "")) {
        const name = part.kind === "run" ? part.length : part.count;
        const field = messageNamed(model, owner)?.fields.find((f) => f.name === name);
        if (field?.label !== "optional" || !isInteger(field)) continue;
        const message = `the length field \`${owner}.${name}\` is optional`;
        yield { message, suggestion: "make the field required", at: part.at, subjects: [`${owner}.${name}`, image] };
      }
    }
  },
};

/** Returns whether a field can be a length; bad-length-field reports the others. */
function isInteger({ type }: Field): boolean {
  return type.kind === "scalar" && /int|fixed/.test(type.scalar);
}
