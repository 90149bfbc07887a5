import type { Draft } from "../draft/draft.ts";
import type { Given } from "./given.ts";

/** A step of a recipe. */
export interface Verb {
  /** Its effect, for lists of verbs. */
  readonly about: string;
  /** Its keys in a recipe, which are also the words of its option on a command line; none: paths and values. */
  readonly keys: readonly string[];
  /**
   * Changes a draft as the recipe says.
   *
   * @throws {EditError} if the recipe is wrong, or the checkpoint cannot be changed so
   */
  readonly apply: (draft: Draft, given: Given) => Promise<void>;
}
