import type { History } from "./since.ts";

/** A thing in images that not every release understands. */
export interface Use {
  readonly kind: "format version" | "head" | "image" | "field" | "enum value" | "value";
  /** `pagemap_entry.nr_pages`, `fd_types.PIDFD`; where the schema has no name, its number: `pagemap_entry #9`. */
  readonly name: string;
  /** The field that places bytes and that this is a bit or a value of, as `message.field`. */
  readonly of?: string;
  /** The first release that understands it; `null` where none does that the history knows. */
  readonly since: string | null;
  /** The first release that does no longer. */
  readonly until?: string;
}

/** A use, and where it is. */
export interface Found extends Use {
  /** How often it is there. */
  count: number;
  /** The files that it is in. */
  readonly files: Set<string>;
  /** Where it was found first, in the first of the files: `entries[0].nr_pages`; empty for the file as a whole. */
  path: string;
}

/** Where one is in an image: the way to a message. */
export interface Place {
  readonly file: string;
  readonly step: string;
  readonly outer?: Place;
  /** What misses a message misses all in it: the place of the first release that sees this one. */
  readonly release: number;
}

/**
 * What images carry, each thing once. What stands in something that is as new is not counted: who misses the one
 * misses the other.
 */
export class Carried {
  readonly #all = new Map<unknown, { readonly found: Found; readonly release: number }>();
  readonly #history: History;

  constructor(history: History) {
    this.#history = history;
  }

  /**
   * Counts a thing.
   *
   * @param key what tells it from others
   * @param place the message that it is in
   * @param step the way to it from there
   * @param named asked for when it is there for the first time
   * @returns the place of the first release that sees what is in it
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

  /** What not every release understands. */
  get found(): Found[] {
    return [...this.#all.values()].map(({ found }) => found).filter(({ count }) => count > 0);
  }
}

function pathText({ step, outer }: Place): string {
  const before = outer === undefined ? "" : pathText(outer);
  return [before, step].filter((part) => part !== "").join(".");
}
