import type { Rule } from "./rule.ts";

export const neverWritten: Rule = {
  id: "never-written",
  title: "No release writes an image",
  why: "The row has `until: never`: it takes a name and a magic, and readers are made for files that do not exist.",
  category: "rows",
  severity: "warning",
  *check({ model }) {
    for (const { name, until, at } of model.images) {
      if (until !== "never") continue;
      const message = `no release of CRIU writes \`${name}\``;
      yield { message, suggestion: "take the row out, or say which release writes it", at, subjects: [name] };
    }
  },
};
