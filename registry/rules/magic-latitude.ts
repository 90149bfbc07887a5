import { anglesOf, degrees, isBeyondPole } from "../../generator/model/coordinates.ts";
import { magicsOf } from "../../generator/model/registry.ts";
import type { Rule } from "./rule.ts";

export const magicLatitude: Rule = {
  id: "magic-latitude",
  title: "A magic lies beyond the pole",
  why: "Latitudes end at 90 degrees. If the first four digits are more, north and east may be swapped.",
  category: "magics",
  severity: "warning",
  *check({ model }) {
    for (const { name, value, at } of magicsOf(model)) {
      const north = anglesOf(value)?.north;
      if (north === undefined || !isBeyondPole(north)) continue;
      const message = `the magic of \`${name}\` is ${degrees(value)}: latitudes end at 90°`;
      yield { message, suggestion: "write the latitude first, then the longitude", at, subjects: [name] };
    }
  },
};
