import type { Schema } from "../schema/schema.ts";
import type { Found } from "./carried.ts";
import { type Placed, placedBy } from "./places.ts";
import { readImages } from "./read.ts";
import { type History, historyOf, releaseNamed } from "./since.ts";

/** Which releases understand all that images carry, and what the others miss. */
export interface Compat {
  readonly path: string;
  readonly images: number;
  /** How many files are images that the schema does not know. */
  readonly unknown: number;
  /** The oldest release that understands all; none where no known release does. */
  readonly oldest: string | undefined;
  /** The newest one, where later ones have let go of something; none where none has, or no known release does. */
  readonly newest: string | undefined;
  /** The release that was asked for. */
  readonly asked: string | undefined;
  /** What not every release understands, or what the one that was asked for misses: newest first. */
  readonly missed: readonly Missed[];
  readonly problems: readonly string[];
}

export interface Missed extends Omit<Found, "files"> {
  readonly files: readonly string[];
  /** The images whose bytes older releases misread. */
  readonly places: Placed | undefined;
  /** What older releases make of it, where they do not simply pass it over. */
  readonly note: string | undefined;
  /** The days of the releases. */
  readonly sinceDate: string | undefined;
  readonly untilDate: string | undefined;
}

/**
 * Looks at an image, or at all images of a folder.
 *
 * @param criu a release, with or without its `v`
 * @throws {Error} where there is no image, or the history has no such release
 */
export async function compatOf(schema: Schema, path: string, criu?: string): Promise<Compat> {
  const history = historyOf(await schema.history());
  const { versions } = history;
  const asked = criu === undefined ? undefined : releaseNamed(history, criu);
  const { carried, ...read } = await readImages(schema, history, path);
  const later = carried.found.map((found) => missed(history, found));
  const first = later.reduce((last, { since }) => Math.max(last, history.placeOf(since)), 0);
  const end = later.reduce((soonest, one) => Math.min(soonest, endOf(history, one)), versions.length);
  const isThere = first < end;
  const shown = asked === undefined ? later : later.filter((one) => isMissedBy(history, one, history.placeOf(asked)));
  return {
    path,
    ...read,
    oldest: isThere ? versions[first] : undefined,
    newest: isThere && end < versions.length ? versions[end - 1] : undefined,
    asked,
    missed: shown.sort((a, b) => byRelease(history, a, b)),
  };
}

/** The place of the first release that has let go of it. */
function endOf(history: History, { until }: Missed): number {
  return history.placeOf(until ?? null);
}

function isMissedBy(history: History, missed: Missed, release: number): boolean {
  return history.placeOf(missed.since) > release || endOf(history, missed) <= release;
}

function missed(history: History, { files, ...use }: Found): Missed {
  const dateOf = (release: string | null | undefined): string | undefined =>
    typeof release === "string" ? history.dateOf(release) : undefined;
  return {
    ...use,
    files: [...files],
    places: placedBy(history, use),
    note: history.note(use.name),
    sinceDate: dateOf(use.since),
    untilDate: dateOf(use.until),
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
