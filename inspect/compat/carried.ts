import type { History } from "./since.ts";

/** A feature of the format: an image, a head, a field, a value or a version, with the releases that understand it. */
export interface Feature {
  readonly kind: "format version" | "head" | "image" | "field" | "enum value" | "value";
  /**
   * Name such as `pagemap_entry.nr_pages` or `fd_types.PIDFD`; its number if the schema has no name: `pagemap_entry
   * #9`.
   */
  readonly name: string;
  /** The placing field of this bit or value, as `message.field`. */
  readonly of?: string;
  /** First release that understands it; `null` if none in the history does. */
  readonly since: string | null;
  /** First release that no longer understands it. */
  readonly until?: string;
}

/** A feature, with its occurrences in images. */
export interface Found extends Feature {
  /** Number of occurrences. */
  count: number;
  /** Files with it. */
  readonly files: Set<string>;
  /** Path of the first occurrence in the first of the files: `entries[0].nr_pages`; empty for the file as a whole. */
  path: string;
}

/** A message in an image, with the path to it. */
export interface Place {
  readonly file: string;
  readonly step: string;
  readonly outer?: Place;
  /** Index of the first release that sees this message; older releases miss everything in it. */
  readonly release: number;
}

/**
 * The features of images, each once. A feature inside of another that is as new is not counted: a release that misses
 * the outer one misses the inner one, too.
 */
export class Carried {
  readonly #all = new Map<unknown, { readonly found: Found; readonly release: number }>();
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  /**
   * Counts a feature.
   *
   * @param key identity of the feature
   * @param place the message with it
   * @param step path from that message to the feature
   * @param named describes the feature; called for the first occurrence only
   * @returns index of the first release that sees what is inside
   */
  add(key: unknown, place: Place, step: string, named: () => Feature): number {
    const { found, release } = this.#all.get(key) ?? this.#begin(key, named());
    if (release <= place.release && found.until === undefined) return place.release;
    if (found.count++ === 0) found.path = pathText({ ...place, step, outer: place });
    found.files.add(place.file);
    return Math.max(release, place.release);
  }

  #begin(key: unknown, feature: Feature): { readonly found: Found; readonly release: number } {
    const begun = {
      found: { ...feature, count: 0, files: new Set<string>(), path: "" },
      release: this.#history.placeOf(feature.since),
    };
    this.#all.set(key, begun);
    return begun;
  }

  /** Lists the features that some releases do not understand. */
  get found(): Found[] {
    return [...this.#all.values()].map(({ found }) => found).filter(({ count }) => count > 0);
  }
}

function pathText({ step, outer }: Place): string {
  const before = outer === undefined ? "" : pathText(outer);
  return [before, step].filter((part) => part !== "").join(".");
}
