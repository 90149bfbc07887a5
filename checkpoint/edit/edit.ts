import { Draft, type Edit } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import type { Finding } from "../validate/finding.ts";
import { validate } from "../validate/validate.ts";
import { applyRecipe, type Recipe, VERBS, type Verbs } from "./recipe.ts";

/** A changed checkpoint: save it, or read it as any other. */
export interface Edited {
  readonly checkpoint: Checkpoint;
  readonly edits: readonly Edit[];
}

/**
 * Applies a recipe to a checkpoint. Nothing is written, and the given checkpoint stays as it is.
 *
 * @param verbs all that recipes can have, by name; by default those that need no file system
 * @throws {EditError} if the recipe is wrong, cannot be applied, or would break the checkpoint: `validate` finds more in
 * the result than before
 * @throws {ImageError} if an image with fields to change is not valid
 */
export async function editCheckpoint(checkpoint: Checkpoint, recipe: Recipe, verbs: Verbs = VERBS): Promise<Edited> {
  const draft = new Draft(checkpoint);
  await applyRecipe(draft, recipe, verbs);
  const edited = draft.checkpoint;
  const [first, ...others] = await newFindings(checkpoint, edited);
  if (first !== undefined) {
    const more = others.length === 0 ? "" : `, and ${others.length} more`;
    throw new EditError(
      `the recipe would break the checkpoint: ${first.message} (${first.code})${more}`,
      placeOf(first),
    );
  }
  return { checkpoint: edited, edits: draft.edits };
}

/** Lists the findings of a changed checkpoint that the one before does not have. */
async function newFindings(before: Checkpoint, after: Checkpoint): Promise<Finding[]> {
  const findings = await validate(after);
  if (findings.length === 0) return [];
  const known = new Set((await validate(before)).map(keyOf));
  return findings.filter((finding) => !known.has(keyOf(finding)));
}

/** Names a finding without its offset, which other changes move. */
const keyOf = ({ code, file, entry, path, message }: Finding): string =>
  JSON.stringify([code, file, entry, path, message]);

function placeOf({ file, entry, path }: Finding): string {
  return [file, ...(entry === undefined ? [] : [`entry ${entry}`]), ...(path === "" ? [] : [path])].join(", ");
}
