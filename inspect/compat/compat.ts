import { NOTES } from "criu-images/history";
import type { Found } from "./carried.ts";
import { readImages } from "./read.ts";
import { placeOf, releaseNamed, VERSIONS } from "./since.ts";

/** Which releases understand all that images carry, and what the others miss. */
export interface Compat {
  readonly path: string;
  readonly images: number;
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
  /** What older releases make of it, where they do not simply pass it over. */
  readonly note: string | undefined;
}

/**
 * Looks at an image, or at all images of a folder.
 *
 * @param criu a release, with or without its `v`
 * @throws {Error} where there is no image, or the history has no such release
 */
export function compatOf(path: string, criu?: string): Compat {
  const asked = criu === undefined ? undefined : releaseNamed(criu);
  const { carried, images, problems } = readImages(path);
  const later = carried.found.map(missed);
  const first = later.reduce((last, { since }) => Math.max(last, placeOf(since)), 0);
  const end = later.reduce((soonest, one) => Math.min(soonest, endOf(one)), VERSIONS.length);
  const isThere = first < end;
  const shown = asked === undefined ? later : later.filter((one) => isMissedBy(one, placeOf(asked)));
  return {
    path,
    images,
    oldest: isThere ? VERSIONS[first] : undefined,
    newest: isThere && end < VERSIONS.length ? VERSIONS[end - 1] : undefined,
    asked,
    missed: shown.sort(byRelease),
    problems,
  };
}

/** The place of the first release that has let go of it. */
function endOf({ until }: Missed): number {
  return placeOf(until ?? null);
}

function isMissedBy(missed: Missed, release: number): boolean {
  return placeOf(missed.since) > release || endOf(missed) <= release;
}

function missed({ files, ...use }: Found): Missed {
  const note = Object.hasOwn(NOTES, use.name) ? NOTES[use.name] : undefined;
  return { ...use, files: [...files], note };
}

function byRelease(a: Missed, b: Missed): number {
  return (
    endOf(a) - endOf(b) ||
    placeOf(b.since) - placeOf(a.since) ||
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    (a.name < b.name ? -1 : 1)
  );
}

const KINDS: readonly Found["kind"][] = ["head", "image", "field", "enum value"];
