import { type Context, contextOf } from "./context.ts";
import type { Difference } from "./difference.ts";
import type { Format } from "./format.ts";
import { imageDifferences, magicDifferences } from "./images.ts";
import { messageDifferences } from "./messages.ts";
import { displayDifferences, enumDifferences } from "./names.ts";
import { type Placed, placedBy } from "./places.ts";
import type { Break, Rule } from "./rules/rule.ts";
import { RULES } from "./rules/rules.ts";
import { versionDifferences } from "./versions.ts";

/** A difference, and what is said of it. */
export interface Change {
  readonly difference: Difference;
  /** The rules that it trips. */
  readonly rules: readonly Rule[];
  /** What it breaks by these, in the order of `BREAKS`. */
  readonly breaks: readonly Break[];
  /** The images whose bytes it places, or may move. */
  readonly places?: Placed;
  /** What the history of the newer format knows of it. */
  readonly note?: string;
}

const BREAKS: readonly Break[] = ["old files", "old readers", "json", "api"];

/** Two formats by their names, and what is different. */
export interface Compared {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Change[];
  readonly isRefused: (change: Change) => boolean;
}

/** What one can let pass: both directions of the wire are one class. */
export type BreakClass = "wire" | "json" | "api";

const CLASSES: readonly BreakClass[] = ["wire", "json", "api"];

/** All that is different between two formats, and what it breaks; nothing where they say the same. */
export function diffFormats(before: Format, after: Format): Change[] {
  const context = contextOf(before, after);
  return [...differences(context)].map((difference) => judge(difference, context));
}

function* differences(context: Context): Generator<Difference> {
  yield* versionDifferences(context);
  yield* imageDifferences(context);
  yield* magicDifferences(context);
  yield* messageDifferences(context);
  yield* enumDifferences(context);
  yield* displayDifferences(context);
}

function judge(difference: Difference, context: Context): Change {
  const rules = RULES.filter(({ trips }) => trips(difference, context));
  const breaks = BREAKS.filter((one) => rules.some((rule) => rule.breaks.includes(one)));
  const note = noteOn(difference, context);
  const places = placedBy(difference, context.after);
  return { difference, rules, breaks, ...(places !== undefined && { places }), ...(note !== undefined && { note }) };
}

function noteOn({ what, group, name, from, to }: Difference, { after }: Context): string | undefined {
  const isOfBoth = from !== undefined && to !== undefined;
  return what === "field" && isOfBoth ? after.notes?.get(`${group}.${name}`) : undefined;
}

/** The classes of what a change breaks; none where it breaks nothing. */
export function classesOf({ breaks }: Pick<Change, "breaks">): BreakClass[] {
  const classes = new Set(breaks.map((one): BreakClass => (one === "json" || one === "api" ? one : "wire")));
  return CLASSES.filter((one) => classes.has(one));
}

/** Whether a change breaks something that is not let pass. */
export function isRefused(change: Change, allowed: readonly BreakClass[]): boolean {
  return classesOf(change).some((one) => !allowed.includes(one));
}
