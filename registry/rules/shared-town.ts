import { hex } from "../../generator/model/coordinates.ts";
import { magicsOf, pairsOf } from "../../generator/model/registry.ts";
import { isSamePlace } from "../gazetteer/gazetteer.ts";
import { nameKey } from "../gazetteer/key.ts";
import { townOf } from "../gazetteer/towns.ts";
import type { Rule } from "./rule.ts";

export const sharedTown: Rule = {
  id: "shared-town",
  title: "Two magics have one town",
  why: "A town names a magic. A shared town names neither of the two, and their numbers are nearly the same.",
  category: "towns",
  severity: "warning",
  *check({ model }) {
    const named = magicsOf(model).flatMap(({ town, ...magic }) =>
      town === undefined ? [] : [{ ...magic, town, key: nameKey(town), place: townOf({ ...magic, town }) }],
    );
    for (const [later, earlier] of pairsOf(named)) {
      const isSame = later.key === earlier.key || isSamePlace(later.place, earlier.place);
      if (!isSame || later.value === earlier.value) continue;
      const names = `\`${later.name}\` (${hex(later.value)}) and \`${earlier.name}\` (${hex(earlier.value)})`;
      const town = later.town === earlier.town ? later.town : `${later.town} (${earlier.town})`;
      const message = `${names} are both named after ${town}`;
      const suggestion = `take another town for \`${later.name}\``;
      yield { message, suggestion, at: later.at, subjects: [later.name, earlier.name] };
    }
  },
};
