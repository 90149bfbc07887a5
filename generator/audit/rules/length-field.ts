import type { Model } from "../../model/model.ts";
import { messageNamed, partsOf } from "../../model/walk.ts";
import { type Found, ofProblems, type Rule } from "./rule.ts";

export const lengthField: Rule = {
  id: "length-field",
  title: "A length is no integer that is always there",
  why: "How many bytes follow a message must be in it. A field that is no integer says nothing, and one that is optional can be absent: then a reader takes none, and what follows as the next message.",
  category: "layouts",
  severity: "error",
  *check(audited) {
    yield* ofProblems(audited, "bad-length-field");
    yield* optionalLengths(audited.model);
  },
};

function* optionalLengths(model: Model): Generator<Found> {
  for (const { name: image, layout } of model.images) {
    for (const { part, owner } of partsOf(layout.extra, layout.entries?.message ?? "")) {
      const name = part.kind === "run" ? part.length : part.count;
      const field = messageNamed(model, owner)?.fields.find((f) => f.name === name);
      if (field?.label !== "optional") continue;
      const message = `\`${owner}.${name}\` says a length, and is optional`;
      yield { message, suggestion: "make the field required", at: part.at, subjects: [`${owner}.${name}`, image] };
    }
  }
}
