import { toJson } from "../explore/json.ts";
import type { Feature } from "./carried.ts";
import type { Compat } from "./compat.ts";
import type { Missed } from "./missed.ts";

/** A feature that some releases do not understand, or that the requested one misses. */
interface MissedRecord {
  /** First release that understands it; `null` if none in the history does. */
  readonly since: string | null;
  /** First release that no longer understands it. */
  readonly until: string | null;
  readonly kind: Feature["kind"];
  /** Name such as `pagemap_entry.nr_pages`; its number if the schema has no name. */
  readonly name: string;
  /** Number of occurrences. */
  readonly count: number;
  readonly files: readonly string[];
  /** Path of the first occurrence; empty for a file as a whole. */
  readonly path: string;
  /** Images whose bytes older releases misread. */
  readonly places?: readonly string[];
  /** Images whose bytes older releases may misread. */
  readonly mayPlace?: readonly string[];
  /** Effect on older releases, if they do not simply skip it. */
  readonly note?: string;
}

/** Releases that understand an image or a checkpoint, with `null` for absent facts. */
export interface CompatRecord {
  readonly path: string;
  /** Number of images that were read, whole or in part. */
  readonly images: number;
  /** Number of images that the schema does not know. */
  readonly unknown: number;
  /** Oldest release that understands all. */
  readonly oldest: string | null;
  /** Newest release that understands all, if later ones have dropped something. */
  readonly newest: string | null;
  /** The requested release. */
  readonly asked: string | null;
  /** Features that some releases do not understand, newest first. */
  readonly missed: readonly MissedRecord[];
  /** Reasons for which images were not read to their end. */
  readonly problems: readonly string[];
}

/** Returns the result for programs. */
export function compatRecord({ oldest, newest, asked, missed, ...compat }: Compat): CompatRecord {
  const { path, images, unknown, problems } = compat;
  return {
    ...{ path, images, unknown },
    ...{ oldest: oldest ?? null, newest: newest ?? null, asked: asked ?? null },
    missed: missed.map(missedRecord),
    problems,
  };
}

/** Formats the result for programs. */
export function compatToJson(compat: Compat): string {
  return toJson(compatRecord(compat));
}

function missedRecord({ since, until, kind, name, count, files, path, places, note }: Missed): MissedRecord {
  return {
    ...{ since, until: until ?? null, kind, name, count, files, path },
    ...placed(places),
    ...(note !== undefined && { note }),
  };
}

/** Names the images whose bytes a field places, or may place. */
function placed(places: Missed["places"]): Pick<MissedRecord, "places" | "mayPlace"> {
  if (places === undefined) return {};
  return places.isKnown ? { places: places.images } : { mayPlace: places.images };
}
