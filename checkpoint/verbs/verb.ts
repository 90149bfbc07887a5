import type { Draft } from "../draft/draft.ts";
import type { VerbForm } from "./forms.ts";
import type { Given } from "./given.ts";

/** A step of a recipe. */
export interface Verb extends VerbForm {
  /**
   * Changes a draft as the recipe says.
   *
   * @throws {EditError} if the recipe is wrong, or the checkpoint cannot be changed so
   */
  readonly apply: (draft: Draft, given: Given) => Promise<void>;
}
