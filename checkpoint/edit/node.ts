import type { Checkpoint } from "../open/checkpoint.ts";
import { file } from "../verbs/file.ts";
import { type Edited, type EditOptions, editCheckpoint as edit } from "./edit.ts";
import { type Recipe, VERBS as UNIVERSAL, type Verbs, verbsOf } from "./recipe.ts";

/** All verbs, by their names in recipes. */
export const VERBS: Verbs = { ...UNIVERSAL, ...verbsOf({ file }) };

/**
 * Applies a recipe to a checkpoint; its steps can read files. Nothing is written, and the given checkpoint stays as it
 * is.
 *
 * @throws {EditError} if the recipe is wrong or cannot be applied
 * @throws {BreakingError} if it would break the checkpoint: `validate` finds more in the result than before
 * @throws {ImageError} if an image with fields to change is not valid; also the errors of Node
 */
export function editCheckpoint(checkpoint: Checkpoint, recipe: Recipe, options?: EditOptions): Promise<Edited> {
  return edit(checkpoint, recipe, options, VERBS);
}
