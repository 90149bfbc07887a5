import { degrees } from "../../generator/model/coordinates.ts";
import { namedMagics, TOLERANCE, whatLiesThere } from "../gazetteer/towns.ts";
import type { Rule } from "./rule.ts";

export const townElsewhere: Rule = {
  id: "town-elsewhere",
  title: "A town does not lie at the place of its magic",
  why: "A magic is the place of its town. If the two differ, one of them was mistyped, and the town leads to another number.",
  category: "towns",
  severity: "warning",
  *check({ model }) {
    for (const magic of namedMagics(model)) {
      const { name, town, value, at, called } = magic;
      const [nearest] = called;
      if (nearest === undefined || nearest.km <= TOLERANCE) continue;
      const place = nearest.name === town ? town : `${town} (${nearest.name})`;
      const message = `the magic of \`${name}\` is ${degrees(value)}, and ${place} lies ${Math.round(nearest.km)} km from there`;
      yield { message, suggestion: whatLiesThere(magic), at, subjects: [name] };
    }
  },
};
