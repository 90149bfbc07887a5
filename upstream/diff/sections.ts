import { grouped } from "../../generator/model/grouped.ts";
import type { Change } from "./diff.ts";
import type { Rule } from "./rules/rule.ts";

/** Changes that break something for the same reasons. Changes without reasons break nothing. */
export interface Section {
  readonly reasons: readonly Rule[];
  /** The shown changes. */
  readonly changes: readonly Change[];
  /** Number of changes that are not shown. */
  readonly more: number;
}

/** Greatest number of changes of a section that are shown without `--all`. */
export const MOST = 20;

/** Groups changes by their reasons, in order; changes that break nothing come last. A section shows at most `most`. */
export function sectionsOf(changes: readonly Change[], most: number): Section[] {
  const key = (change: Change): string =>
    reasonsOf(change)
      .map(({ id }) => id)
      .join();
  const sections = [...grouped(changes, key)].sort(([a], [b]) => Number(a === "") - Number(b === ""));
  return sections.map(([, all]) => ({
    reasons: all[0] === undefined ? [] : reasonsOf(all[0]),
    changes: all.slice(0, most),
    more: Math.max(0, all.length - most),
  }));
}

function reasonsOf({ rules }: Change): readonly Rule[] {
  return rules.filter(({ breaks }) => breaks.length > 0);
}
