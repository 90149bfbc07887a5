import { NOTES, RELEASES } from "criu-images/history";
import type { Found } from "./carried.ts";
import { readImages } from "./read.ts";
import { placeOf, releaseNamed } from "./since.ts";

/** Which releases understand all that images carry, and what the others miss. */
export interface Compat {
  readonly path: string;
  readonly images: number;
  /** The oldest release that understands all; none where no known release does. */
  readonly oldest: string | undefined;
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
  const newest = Math.max(0, ...later.map(({ since }) => placeOf(since)));
  const shown = asked === undefined ? later : later.filter(({ since }) => placeOf(since) > placeOf(asked));
  return { path, images, oldest: RELEASES[newest]?.name, asked, missed: shown.sort(byRelease), problems };
}

function missed({ files, ...use }: Found): Missed {
  const note = Object.hasOwn(NOTES, use.name) ? NOTES[use.name] : undefined;
  return { ...use, files: [...files], note };
}

function byRelease(a: Missed, b: Missed): number {
  return (
    placeOf(b.since) - placeOf(a.since) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1)
  );
}

const KINDS: readonly Found["kind"][] = ["head", "image", "field", "enum value"];
