import { grouped } from "./context.ts";
import type { Change } from "./diff.ts";
import type { Rule } from "./rules/rule.ts";

/** Changes that break something for the same reasons, or nothing for none. */
export interface Section {
  readonly reasons: readonly Rule[];
  /** Those that are shown. */
  readonly changes: readonly Change[];
  /** How many more there are. */
  readonly more: number;
}

/** How many changes of a section are shown, if not all are asked for. */
export const MOST = 20;

/** Sorts changes by their reasons, as they come; what breaks nothing comes last. Each section has `most` at the most. */
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

/** Each rule with how many changes trip it: first those that break something. */
export function countsOf(changes: readonly Change[]): { readonly rule: Rule; readonly count: number }[] {
  const all = changes.flatMap(({ rules }) => rules);
  const counts = [...grouped(all, ({ id }) => id).values()].flatMap(([rule, ...others]) =>
    rule === undefined ? [] : [{ rule, count: others.length + 1 }],
  );
  return counts.sort((a, b) => Number(a.rule.breaks.length === 0) - Number(b.rule.breaks.length === 0));
}
