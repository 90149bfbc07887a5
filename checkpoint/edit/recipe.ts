import type { Draft } from "../draft/draft.ts";
import { EditError } from "../draft/error.ts";
import { add } from "../verbs/add.ts";
import { address } from "../verbs/address.ts";
import { arg } from "../verbs/arg.ts";
import { comm } from "../verbs/comm.ts";
import { cpu } from "../verbs/cpu.ts";
import { dropTcp } from "../verbs/drop-tcp.ts";
import { addEnv, env, removeEnv } from "../verbs/env.ts";
import { VERB_FORMS } from "../verbs/forms.ts";
import { Given } from "../verbs/given.ts";
import { hostname } from "../verbs/hostname.ts";
import { limit } from "../verbs/limit.ts";
import { mapGid, mapUid } from "../verbs/map-ids.ts";
import { cgroup, movePath } from "../verbs/move-path.ts";
import { pipeData } from "../verbs/pipe-data.ts";
import { port } from "../verbs/port.ts";
import { remove } from "../verbs/remove.ts";
import { replace } from "../verbs/replace.ts";
import { set } from "../verbs/set.ts";
import { timer } from "../verbs/timer.ts";
import type { Verb } from "../verbs/verb.ts";

/** Steps of a recipe, in order: each has the name of a verb, and what the verb needs. */
export type Recipe = readonly Readonly<Record<string, unknown>>[];

/** Verbs by their names in recipes. */
export type Verbs = Readonly<Record<string, Verb>>;

/** Returns verbs by their effects. */
export function verbsOf(effects: Readonly<Record<string, Verb["apply"]>>): Verbs {
  const all = Object.entries(VERB_FORMS).flatMap(([name, form]): [string, Verb][] => {
    const apply = effects[name];
    return apply === undefined ? [] : [[name, { ...form, apply }]];
  });
  return Object.fromEntries(all);
}

/** All verbs that need no file system. */
export const VERBS: Verbs = verbsOf({
  add,
  "add-env": addEnv,
  address,
  arg,
  cgroup,
  comm,
  cpu,
  "drop-tcp": dropTcp,
  env,
  hostname,
  limit,
  "map-gid": mapGid,
  "map-uid": mapUid,
  "move-path": movePath,
  "pipe-data": pipeData,
  port,
  remove,
  "remove-env": removeEnv,
  replace,
  set,
  timer,
});

/**
 * Applies a recipe to a draft, step by step.
 *
 * @param progress is called after each step
 * @throws {EditError} if a step is wrong, or cannot be done; the draft is of no use then
 */
export async function applyRecipe(
  draft: Draft,
  recipe: Recipe,
  verbs: Verbs,
  progress: (done: number) => void,
): Promise<void> {
  for (const [index, step] of recipe.entries()) {
    const place = `step ${index + 1}`;
    if (typeof step !== "object" || step === null || Array.isArray(step))
      throw new EditError("a verb with its keys is expected", place);
    const [found, ...others] = Object.entries(step);
    if (found === undefined || others.length > 0) throw new EditError("one verb is expected", place);
    const [name, value] = found;
    // Names such as `constructor` are properties of all objects.
    const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
    if (verb === undefined) {
      const known = Object.keys(verbs).join(", ");
      throw new EditError(`unknown verb ${name}: known are ${known}`, place);
    }
    draft.signal?.throwIfAborted();
    await verb.apply(draft, given(verb, value, `${place}, ${name}`));
    progress(index + 1);
  }
}

/** Checks the keys of a step. A verb with one key can do without its name. */
function given({ keys }: Verb, value: unknown, place: string): Given {
  const [only, ...others] = Object.keys(keys);
  const isShort = only !== undefined && others.length === 0 && (typeof value !== "object" || value === null);
  const found = new Given(isShort ? { [only]: value } : value, place, keys);
  return only === undefined ? found : found.onlyKnown();
}
