import type { Draft } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import { Given } from "../verbs/given.ts";
import { hostname } from "../verbs/hostname.ts";
import { movePath } from "../verbs/move-path.ts";
import { set } from "../verbs/set.ts";
import type { Verb } from "../verbs/verb.ts";

/** Steps of a recipe, in order: each has the name of a verb, and what the verb needs. */
export type Recipe = readonly Readonly<Record<string, unknown>>[];

/** All verbs, by their names in recipes. */
export const VERBS: Readonly<Record<string, Verb>> = {
  hostname,
  "move-path": movePath,
  set,
};

/**
 * Applies a recipe to a draft, step by step.
 *
 * @throws {EditError} if a step is wrong, or cannot be done; the draft is of no use then
 */
export async function applyRecipe(draft: Draft, recipe: Recipe): Promise<void> {
  for (const [index, step] of recipe.entries()) {
    const place = `step ${index + 1}`;
    const [found, ...others] = Object.entries(step);
    if (found === undefined || others.length > 0) throw new EditError("one verb is expected", place);
    const [name, value] = found;
    const verb = VERBS[name];
    if (verb === undefined) {
      const known = Object.keys(VERBS).join(", ");
      throw new EditError(`unknown verb ${name}: known are ${known}`, place);
    }
    await verb.apply(draft, given(verb, value, `${place}, ${name}`));
  }
}

/** Checks the keys of a step. A verb with one key can do without its name. */
function given({ keys }: Verb, value: unknown, place: string): Given {
  const [only, ...others] = keys;
  const isShort = only !== undefined && others.length === 0 && (typeof value !== "object" || value === null);
  const found = new Given(isShort ? { [only]: value } : value, place);
  return keys.length === 0 ? found : found.only(...keys);
}
