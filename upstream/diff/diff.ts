import type { SourcePlace } from "../../generator/model/format/at.ts";
import type { Format } from "../../generator/model/format/format.ts";
import { type Context, contextOf } from "./context.ts";
import type { Difference } from "./difference.ts";
import { imageDifferences, magicDifferences } from "./images.ts";
import { locate } from "./locate.ts";
import { messageDifferences } from "./messages.ts";
import { displayDifferences, enumDifferences } from "./names.ts";
import { type Placed, placedBy, placedByChanged } from "./places.ts";
import { relationDifferences } from "./relations.ts";
import type { Break, Rule } from "./rules/rule.ts";
import { RULES } from "./rules/rules.ts";
import { versionDifferences } from "./versions.ts";

/** A difference, judged by the rules. */
export interface Change {
  readonly difference: Difference;
  /** Rules that the difference trips. */
  readonly rules: readonly Rule[];
  /** Breaks of these rules, in the order of `BREAKS`. */
  readonly breaks: readonly Break[];
  /** Images with bytes that the definition places, or may place, if that is new or the wire breaks. */
  readonly places?: Placed;
  /** Note of the newer format's history. */
  readonly note?: string;
  /** Place in the newer format. */
  readonly at?: SourcePlace;
}

const BREAKS: readonly Break[] = ["old files", "old readers", "json", "api"];

/** The names of two formats, and the changes between them. */
export interface Compared {
  readonly before: string;
  readonly after: string;
  readonly changes: readonly Change[];
  readonly isRefused: (change: Change) => boolean;
  /** Files that differ and that diff does not compare. */
  readonly uncompared: readonly string[];
}

/** A class of breaks; both directions of the wire are one. */
export type BreakClass = "wire" | "json" | "api";

/** A word of `--allow`. */
export type Allowable = BreakClass | "old-files" | "old-readers";

/** Breaks that each word of `--allow` accepts. */
const ACCEPTED: Readonly<Record<Allowable, readonly Break[]>> = {
  wire: ["old files", "old readers"],
  "old-files": ["old files"],
  "old-readers": ["old readers"],
  json: ["json"],
  api: ["api"],
};

const CLASSES: readonly BreakClass[] = ["wire", "json", "api"];

/** Compares two formats, and judges each difference. */
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
  yield* relationDifferences(context);
}

function judge(difference: Difference, context: Context): Change {
  const rules = RULES.filter(({ trips }) => trips(difference, context));
  const breaks = BREAKS.filter((one) => rules.some((rule) => rule.breaks.includes(one)));
  const note = noteOn(difference, context);
  const isOnWire = breaks.includes("old files") || breaks.includes("old readers");
  const places = placedBy(difference, context) ?? (isOnWire ? placedByChanged(difference, context) : undefined);
  const at = locate(difference, context);
  return {
    ...{ difference, rules, breaks },
    ...(places !== undefined && { places }),
    ...(note !== undefined && { note }),
    ...(at !== undefined && { at }),
  };
}

function noteOn({ what, group, name, from, to }: Difference, { after }: Context): string | undefined {
  const isOfBoth = from !== undefined && to !== undefined;
  return what === "field" && isOfBoth ? after.notes?.get(`${group}.${name}`) : undefined;
}

/** Returns the classes of breaks of a change. */
export function classesOf({ breaks }: Pick<Change, "breaks">): BreakClass[] {
  const classes = new Set(breaks.map((one): BreakClass => (one === "json" || one === "api" ? one : "wire")));
  return CLASSES.filter((one) => classes.has(one));
}

/** Returns whether a change breaks more than is allowed. */
export function isRefused({ breaks }: Pick<Change, "breaks">, allowed: readonly Allowable[]): boolean {
  const accepted = allowed.flatMap((word) => ACCEPTED[word]);
  return breaks.some((one) => !accepted.includes(one));
}
