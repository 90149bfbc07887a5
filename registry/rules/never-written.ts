import type { Rule } from "./rule.ts";

export const neverWritten: Rule = {
  id: "never-written",
  title: "No release writes an image",
  why: "The row has `until: never`: it occupies a name and a magic, and its readers are for files that do not exist.",
  category: "rows",
  severity: "warning",
  *check({ model }) {
    for (const { name, until, at } of model.images) {
      if (until !== "never") continue;
      const message = `no release of CRIU writes \`${name}\``;
      yield { message, suggestion: "remove the row, or correct its `until`", at, subjects: [name] };
    }
  },
};
