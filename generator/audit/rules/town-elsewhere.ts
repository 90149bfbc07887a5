import { degrees } from "../../model/coordinates.ts";
import { namedMagics, TOLERANCE, whatLiesThere } from "../towns.ts";
import type { Rule } from "./rule.ts";

export const townElsewhere: Rule = {
  id: "town-elsewhere",
  title: "The town does not lie there",
  why: "A magic is the place of its town. Where the two are not the same, one of them was mistyped, and who computes the number from the town gets another.",
  category: "towns",
  severity: "warning",
  *check({ model }) {
    for (const magic of namedMagics(model)) {
      const { name, town, value, at, called } = magic;
      const [nearest] = called;
      if (nearest === undefined || nearest.km <= TOLERANCE) continue;
      const place = nearest.name === town ? town : `${town} (${nearest.name})`;
      const message = `\`${name}\` says ${degrees(value)}, and ${place} lies ${Math.round(nearest.km)} km from there`;
      yield { message, suggestion: whatLiesThere(magic), at, subjects: [name] };
    }
  },
};
