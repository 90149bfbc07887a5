import { namedMagics, whatLiesThere } from "../gazetteer/towns.ts";
import type { Rule } from "./rule.ts";

export const unknownTown: Rule = {
  id: "unknown-town",
  title: "The town of a magic is unknown",
  why: "The gazetteer (GeoNames, places of 500 people or more) does not have the name in any transliteration. A misspelled town is on no map.",
  category: "towns",
  severity: "warning",
  *check({ model }) {
    for (const magic of namedMagics(model)) {
      const { name, town, at } = magic;
      if (magic.called.length > 0) continue;
      const message = `\`${name}\` is named after ${town}, and the gazetteer has no such town`;
      yield { message, suggestion: whatLiesThere(magic), at, subjects: [name] };
    }
  },
};
