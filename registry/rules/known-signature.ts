import { magicsOf } from "../../generator/model/registry.ts";
import type { Rule } from "./rule.ts";
import { takenFor } from "./signatures.ts";

export const knownSignature: Rule = {
  id: "known-signature",
  title: "Files of another kind begin with the same bytes",
  why: "Tools that identify files by their first bytes, and people with a hex dump, confuse the image with such a file.",
  category: "magics",
  severity: "warning",
  *check({ model }) {
    for (const { name, value, at } of magicsOf(model)) {
      const other = takenFor(value);
      if (other === undefined) continue;
      const message = `an image \`${name}\` begins with ${other.bytes}, like ${other.kind}`;
      yield { message, suggestion: `give \`${name}\` another magic`, at, subjects: [name] };
    }
  },
};
