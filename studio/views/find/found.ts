/** Place of something that was found. */
export type FoundPlace =
  | { readonly kind: "image"; readonly file: string; readonly offset?: number }
  | { readonly kind: "process"; readonly pid: number }
  | { readonly kind: "memory"; readonly pid: number; readonly address: bigint }
  /** A file outside of the folder with the images. */
  | { readonly kind: "overview" };

/** Something that was found. */
export interface Found {
  readonly title: string;
  readonly text: string;
  readonly place: FoundPlace;
}

/** End of a search. */
export interface FindEnd {
  /** Whether the search stopped at the limit. */
  readonly more: boolean;
  /** Images with more places than those that were sent. */
  readonly cut: readonly string[];
  /** Images that were not read, and why. */
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}
