import { anglesOf, hex } from "../../model/coordinates.ts";
import { magicsOf } from "../../model/registry.ts";
import { takenFor } from "../signatures.ts";
import type { Rule } from "./rule.ts";

export const magicDigits: Rule = {
  id: "magic-digits",
  title: "A magic is no coordinate: it has a digit above 9",
  why: "By the registry's rule a magic is a place, NNNNEEEE: degrees and minutes north and east, mostly a town's. That keeps numbers of independent projects apart, and tells whose they are.",
  category: "magics",
  severity: "warning",
  *check({ model }) {
    for (const { name, value, at } of magicsOf(model)) {
      // One that is another kind of file's is wrong for a better reason.
      if (anglesOf(value) !== undefined || takenFor(value) !== undefined) continue;
      const message = `the magic of \`${name}\`, ${hex(value)}, is not made of degrees and minutes`;
      const suggestion = "take the coordinates of a town: `critgen magic suggest TOWN`";
      yield { message, suggestion, at, subjects: [name] };
    }
  },
};
