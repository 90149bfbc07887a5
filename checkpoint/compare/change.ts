/** Place of a value, or of an entry, in one of the checkpoints. */
export interface ChangePlace {
  /** Name of the file, without the folder of the images. */
  readonly file: string;
  /** Index of the entry; absent for the first message and for the file as a whole. */
  readonly entry?: number;
  /** Path of the value, or of the message that lacks it, from the entry; absent for the entry as a whole. */
  readonly path?: string;
}

/** A difference between two checkpoints. */
export interface Change {
  /** Topic of relations.yaml, such as `files`; `other` if it has none. */
  readonly topic: string;
  readonly kind: "added" | "removed" | "changed";
  /** The thing that differs, by the ids and fields that identify it: `process 42, fd 3`. */
  readonly thing: string;
  /** Name of the thing, such as a path or an address, if it has one. */
  readonly title?: string;
  /** Path of the field in its entry, with names of crit's JSON; empty for the thing as a whole. */
  readonly path: string;
  /** Value in the first checkpoint; absent if there is none. */
  readonly before?: unknown;
  /** Value in the second checkpoint; absent if there is none. */
  readonly after?: unknown;
  /** The values as texts for people: names of flags and of enums, addresses, hexadecimal. */
  readonly beforeText?: string;
  readonly afterText?: string;
  /** Whether it has no meaning, as a time has none. */
  readonly isNoise: boolean;
  /** Place in the first checkpoint. */
  readonly a?: ChangePlace;
  /** Place in the second checkpoint. */
  readonly b?: ChangePlace;
}

/** Pages with other content, in one area of memory. */
export interface PageChange {
  /** The process or the shared memory. */
  readonly thing: string;
  /** First address of the area in the first checkpoint; of shared memory, an offset. */
  readonly start: bigint;
  /** First address after it. */
  readonly end: bigint;
  /** Path of the file that the area maps; absent if it maps none. */
  readonly path?: string;
  /** Number of bytes in a page. */
  readonly pageSize: number;
  /** Number of pages that differ. */
  readonly pages: number;
  /** Runs of these pages: first address, and first address after the run. */
  readonly ranges: readonly (readonly [bigint, bigint])[];
}

/** Pages that cannot be compared, because a checkpoint lacks them. */
export interface Uncompared {
  readonly thing: string;
  /** Kind of their source, such as `lazy`, `no-parent` or `lost`. */
  readonly reason: string;
  /** Number of pages. */
  readonly pages: number;
}

/** The differences between two checkpoints. */
export interface Comparison {
  /** All differences, noise too, sorted by topic. */
  readonly changes: readonly Change[];
  readonly pages: readonly PageChange[];
  readonly uncompared: readonly Uncompared[];
  /** Whether nothing but noise differs. Pages that cannot be compared are no difference. */
  readonly isSame: boolean;
}

/** Options of a comparison. */
export interface CompareOptions {
  /** Topics to compare; all by default. */
  readonly only?: Iterable<string>;
  /** Is called at the start and from time to time, with the bytes of memory that are compared, and those of all. */
  readonly progress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}
