import { anglesOf, hex } from "../../generator/model/coordinates.ts";
import { magicsOf } from "../../generator/model/registry.ts";
import type { Rule } from "./rule.ts";
import { takenFor } from "./signatures.ts";

export const magicDigits: Rule = {
  id: "magic-digits",
  title: "A magic is not a coordinate: it has a digit above 9",
  why: "By the convention of the registry a magic is a place, NNNNEEEE: degrees and minutes north and east, mostly of a town. So independent projects do not choose the same number, and a number can be traced to its project.",
  category: "magics",
  severity: "warning",
  *check({ model }) {
    for (const { name, value, at } of magicsOf(model)) {
      // A magic that files of another kind begin with is left to known-signature.
      if (anglesOf(value) !== undefined || takenFor(value) !== undefined) continue;
      const message = `the magic of \`${name}\`, ${hex(value)}, does not spell degrees and minutes`;
      const suggestion = "take the coordinates of a town: `critgen magic suggest TOWN`";
      yield { message, suggestion, at, subjects: [name] };
    }
  },
};
