import type { Change } from "./change.ts";
import type { Spot } from "./side.ts";

/** A difference as it is found: its places are complete, and its thing may not have its name yet. */
export interface Found extends Omit<Change, "a" | "b"> {
  readonly spotA?: Spot;
  readonly spotB?: Spot;
}
