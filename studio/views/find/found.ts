import type { Unsearched } from "../../../inspect/find/found.ts";

/** End of a search. */
export interface FindEnd {
  /** Whether the search stopped at the limit. */
  readonly more: boolean;
  /** Parts of images that were not searched. */
  readonly unsearched: readonly Unsearched[];
}
