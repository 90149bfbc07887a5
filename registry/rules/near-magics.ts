import { hex } from "../../generator/model/coordinates.ts";
import { magicsOf, pairsOf } from "../../generator/model/registry.ts";
import type { Rule } from "./rule.ts";

/** Magics that differ by less can become each other by one mistyped digit. */
const NEAR = 10;

export const nearMagics: Rule = {
  id: "near-magics",
  title: "Two magics are a few numbers apart",
  why: "They differ only in the last digit: people confuse them, and a damaged or mistyped one can be the other.",
  category: "magics",
  severity: "warning",
  *check({ model }) {
    for (const [later, earlier] of pairsOf(magicsOf(model))) {
      const apart = Math.abs(later.value - earlier.value);
      if (apart === 0 || apart >= NEAR) continue;
      const numbers = `${hex(later.value)} and ${hex(earlier.value)}`;
      const message = `the magics of \`${later.name}\` and \`${earlier.name}\` are ${apart} apart: ${numbers}`;
      const suggestion = `take another town for \`${later.name}\``;
      yield { message, suggestion, at: later.at, subjects: [later.name, earlier.name] };
    }
  },
};
