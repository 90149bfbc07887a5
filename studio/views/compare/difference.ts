import type { ChangePlace } from "criu-checkpoint";

/** Pages with other content, in one area of memory. */
interface DifferingPages {
  /** Number of pages that differ, and of all pages of the area. */
  readonly count: number;
  readonly of: number;
  /** Addresses of runs of these pages; the first of them if there are many. */
  readonly runs: readonly bigint[];
}

/** A difference between two checkpoints, as the page shows it. */
export interface Difference {
  readonly topic: string;
  readonly kind: "added" | "removed" | "changed";
  /** The thing that differs: `process 42, fd 3`. */
  readonly thing: string;
  /** Its name, such as a path or an address. */
  readonly title?: string;
  /** Path of the field in the thing; of pages, the area. Empty for the thing as a whole. */
  readonly path: string;
  /** Values for people, without what is beyond a limit. */
  readonly before?: string;
  readonly after?: string;
  readonly isNoise: boolean;
  /** Places in the two checkpoints. */
  readonly a?: ChangePlace;
  readonly b?: ChangePlace;
  readonly pages?: DifferingPages;
}

/** Pages that cannot be compared. */
export interface Lacking {
  readonly reason: string;
  readonly pages: number;
}

/** All differences between two checkpoints. */
export interface Differences {
  /** Sorted by topic; noise is among them. */
  readonly differences: readonly Difference[];
  /** Number of all, if it is more than those that are listed. */
  readonly total: number;
  /** Number of things that differ by topic, without noise. */
  readonly counts: readonly (readonly [topic: string, things: number])[];
  readonly lacking: readonly Lacking[];
  readonly isSame: boolean;
}

/** The two checkpoints of a comparison: their titles, and their names if they are open. */
export interface Sides {
  readonly a: { readonly title: string; readonly name: string };
  readonly b: { readonly title: string; readonly name: string | undefined };
}
