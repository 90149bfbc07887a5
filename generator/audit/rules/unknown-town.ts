import { namedMagics, whatLiesThere } from "../towns.ts";
import type { Rule } from "./rule.ts";

export const unknownTown: Rule = {
  id: "unknown-town",
  title: "No town is called so",
  why: "The gazetteer (GeoNames, places of 500 people or more) knows no such name, in no transliteration. A misspelled town is found on no map.",
  category: "towns",
  severity: "warning",
  *check({ model }) {
    for (const magic of namedMagics(model)) {
      const { name, town, at } = magic;
      if (magic.called.length > 0) continue;
      const message = `\`${name}\` is named after ${town}, and no town is called so`;
      yield { message, suggestion: whatLiesThere(magic), at, subjects: [name] };
    }
  },
};
