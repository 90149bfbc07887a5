import type { Carried, Found } from "./carried.ts";
import { type Placed, placedBy } from "./places.ts";
import type { History } from "./since.ts";

/** Releases that understand everything, and the features that others miss. */
export interface Understood {
  /** Oldest release that understands all; absent if no known release does. */
  readonly oldest: string | undefined;
  /** Newest release that understands all, if later ones have dropped something. */
  readonly newest: string | undefined;
  /** Features that some releases do not understand, or that the requested one misses; newest first. */
  readonly missed: readonly Missed[];
}

/** A feature that some releases do not understand. */
export interface Missed extends Omit<Found, "files"> {
  readonly files: readonly string[];
  /** Images whose bytes older releases misread. */
  readonly places: Placed | undefined;
  /** Effect on older releases, if they do not simply skip it. */
  readonly note: string | undefined;
  /** Dates of the releases. */
  readonly sinceDate: string | undefined;
  readonly untilDate: string | undefined;
}

/**
 * Finds the releases that understand all features.
 *
 * @param asked a release: only features that it misses are listed
 */
export function understood(history: History, carried: Carried, asked?: string): Understood {
  const { versions } = history;
  const later = carried.found.map((found) => missed(history, found));
  const first = later.reduce((last, { since }) => Math.max(last, history.placeOf(since)), 0);
  const end = later.reduce((soonest, one) => Math.min(soonest, endOf(history, one)), versions.length);
  const isThere = first < end;
  const shown = asked === undefined ? later : later.filter((one) => isMissedBy(history, one, history.placeOf(asked)));
  return {
    oldest: isThere ? versions[first] : undefined,
    newest: isThere && end < versions.length ? versions[end - 1] : undefined,
    missed: shown.sort((a, b) => byRelease(history, a, b)),
  };
}

/** Returns the index of the first release that has dropped it. */
function endOf(history: History, { until }: Missed): number {
  return history.placeOf(until ?? null);
}

function isMissedBy(history: History, missed: Missed, release: number): boolean {
  return history.placeOf(missed.since) > release || endOf(history, missed) <= release;
}

function missed(history: History, { files, ...feature }: Found): Missed {
  const dateOf = (release: string | null | undefined): string | undefined =>
    typeof release === "string" ? history.dateOf(release) : undefined;
  return {
    ...feature,
    files: [...files],
    places: placedBy(history, feature),
    note: history.note(feature.name),
    sinceDate: dateOf(feature.since),
    untilDate: dateOf(feature.until),
  };
}

function byRelease(history: History, a: Missed, b: Missed): number {
  return (
    endOf(history, a) - endOf(history, b) ||
    history.placeOf(b.since) - history.placeOf(a.since) ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    (a.name < b.name ? -1 : 1)
  );
}

const KINDS: readonly Found["kind"][] = ["format version", "head", "image", "field", "enum value", "value"];
