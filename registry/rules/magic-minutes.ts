import { anglesOf, degrees } from "../../generator/model/coordinates.ts";
import { magicsOf } from "../../generator/model/registry.ts";
import type { Rule } from "./rule.ts";

export const magicMinutes: Rule = {
  id: "magic-minutes",
  title: "A magic has 60 minutes or more",
  why: "A degree has 60 minutes, so there is no such place. Such numbers come from decimal degrees, or from a typing error.",
  category: "magics",
  severity: "warning",
  *check({ model }) {
    for (const { name, value, at } of magicsOf(model)) {
      const angles = anglesOf(value);
      if (angles === undefined) continue;
      const minutes = [angles.north, angles.east].map((angle) => angle.minutes).filter((angle) => angle >= 60);
      if (minutes.length === 0) continue;
      const message = `the magic of \`${name}\` is ${degrees(value)}: a degree has no ${minutes.join(" or ")} minutes`;
      yield { message, suggestion: "minutes go from 00 to 59", at, subjects: [name] };
    }
  },
};
