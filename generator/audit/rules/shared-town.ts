import { hex } from "../../model/coordinates.ts";
import { magicsOf, pairsOf } from "../registry.ts";
import type { Rule } from "./rule.ts";

export const sharedTown: Rule = {
  id: "shared-town",
  title: "One town stands for two magics",
  why: "A town names a magic: who says the town cannot tell which of the two is meant, and their numbers are nearly the same.",
  category: "towns",
  severity: "warning",
  *check({ model }) {
    for (const [later, earlier] of pairsOf(magicsOf(model))) {
      if (later.town === undefined || later.town !== earlier.town || later.value === earlier.value) continue;
      const names = `\`${later.name}\` (${hex(later.value)}) and \`${earlier.name}\` (${hex(earlier.value)})`;
      const message = `${names} are both named after ${later.town}`;
      const suggestion = `take another town for \`${later.name}\``;
      yield { message, suggestion, at: later.at, subjects: [later.name, earlier.name] };
    }
  },
};
