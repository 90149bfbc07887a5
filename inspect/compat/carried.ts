import type { History } from "./since.ts";

/** A part of the format in images that some releases do not understand. */
export interface Use {
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

/** A use, with its count and its places. */
export interface Found extends Use {
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
 * The uses of images, each once. A use inside of something that is as new is not counted: a release that misses the
 * outer one misses the inner one, too.
 */
export class Carried {
  readonly #all = new Map<unknown, { readonly found: Found; readonly release: number }>();
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  /**
   * Counts a use.
   *
   * @param key identity of the use
   * @param place the message with it
   * @param step path from that message to the use
   * @param named describes the use; called for the first occurrence only
   * @returns index of the first release that sees what is inside
   */
  add(key: unknown, place: Place, step: string, named: () => Use): number {
    const { found, release } = this.#all.get(key) ?? this.#begin(key, named());
    if (release <= place.release && found.until === undefined) return place.release;
    if (found.count++ === 0) found.path = pathText({ ...place, step, outer: place });
    found.files.add(place.file);
    return Math.max(release, place.release);
  }

  #begin(key: unknown, use: Use): { readonly found: Found; readonly release: number } {
    const begun = {
      found: { ...use, count: 0, files: new Set<string>(), path: "" },
      release: this.#history.placeOf(use.since),
    };
    this.#all.set(key, begun);
    return begun;
  }

  /** Lists the uses that some releases do not understand. */
  get found(): Found[] {
    return [...this.#all.values()].map(({ found }) => found).filter(({ count }) => count > 0);
  }
}

function pathText({ step, outer }: Place): string {
  const before = outer === undefined ? "" : pathText(outer);
  return [before, step].filter((part) => part !== "").join(".");
}
