import { isRelated, twins } from "./duplicate-magic.ts";
import type { Rule } from "./rule.ts";

export const undeclaredAlias: Rule = {
  id: "undeclared-alias",
  title: "A shared magic is not declared",
  why: "Two rows with the same entries say one number each for itself. If one is changed the other is forgotten, and nobody can tell whether sharing was meant.",
  category: "magics",
  severity: "error",
  *check({ model }) {
    for (const [later, earlier] of twins(model)) {
      if (!isRelated(model, later, earlier)) continue;
      const message = `\`${later.name}\` shares the magic of \`${earlier.name}\` and does not say so`;
      const suggestion = `write \`magic: ${earlier.name}\` and leave the town out`;
      yield { message, suggestion, at: later.at, subjects: [later.name, earlier.name] };
    }
  },
};
