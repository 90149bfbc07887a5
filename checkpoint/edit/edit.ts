import { Draft, type Edit } from "../draft/draft.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import type { Finding } from "../validate/finding.ts";
import { validate } from "../validate/validate.ts";
import { BreakingError } from "./error.ts";
import { applyRecipe, type Recipe, VERBS, type Verbs } from "./recipe.ts";

/** A changed checkpoint: save it, or read it as any other. */
export interface Edited {
  readonly checkpoint: Checkpoint;
  readonly edits: readonly Edit[];
  /** Steps that found the new value in place, and changed nothing. */
  readonly notes: readonly string[];
  /** Findings of `validate` in the result: the checkpoint had them before. */
  readonly findings: readonly Finding[];
}

/** Options of editing. */
export interface EditOptions {
  readonly signal?: AbortSignal;
  /** Is called after each step of the recipe, and after the result is validated. */
  readonly progress?: (done: number, total: number) => void;
  /** Leaves out validating: a recipe that breaks the checkpoint is not refused. */
  readonly isUnchecked?: boolean;
}

/**
 * Applies a recipe to a checkpoint. Nothing is written, and the given checkpoint stays as it is.
 *
 * @param verbs all that recipes can have, by name; by default those that need no file system
 * @throws {EditError} if the recipe is wrong or cannot be applied
 * @throws {BreakingError} if it would break the checkpoint: `validate` finds more in the result than before
 * @throws {ImageError} if an image with fields to change is not valid
 */
export async function editCheckpoint(
  checkpoint: Checkpoint,
  recipe: Recipe,
  { signal, progress, isUnchecked = false }: EditOptions = {},
  verbs: Verbs = VERBS,
): Promise<Edited> {
  const draft = new Draft(checkpoint, signal);
  const total = recipe.length + 1;
  await applyRecipe(draft, recipe, verbs, (done) => progress?.(done, total));
  const edited = draft.checkpoint;
  const findings = isUnchecked ? [] : await validate(edited, signal === undefined ? {} : { signal });
  const [first, ...others] = await newFindings(checkpoint, findings, signal);
  progress?.(total, total);
  if (first !== undefined) throw new BreakingError([first, ...others]);
  return { checkpoint: edited, edits: draft.edits, notes: draft.notes, findings };
}

/**
 * Lists the findings of a changed checkpoint that the one before does not have. A value with a fault can be changed to
 * another one with the same fault, and entries can move: a finding is new if its place had none, and if there are more of
 * its kind than before.
 */
async function newFindings(
  before: Checkpoint,
  findings: readonly Finding[],
  signal: AbortSignal | undefined,
): Promise<Finding[]> {
  if (findings.length === 0) return [];
  const old = await validate(before, signal === undefined ? {} : { signal });
  const places = new Set(old.map(placeKey));
  const counts = countsOf(old);
  const more = new Set(
    [...countsOf(findings)].flatMap(([kind, count]) => (count > (counts.get(kind) ?? 0) ? kind : [])),
  );
  return findings.filter((finding) => !places.has(placeKey(finding)) && more.has(kindKey(finding)));
}

/** Names the place of a finding without its offset, which other changes move. */
const placeKey = ({ code, file, entry, path }: Finding): string => JSON.stringify([code, file, entry, path]);

/** Names the kind of a finding: its code, its file and its field. */
const kindKey = ({ code, file, path }: Finding): string =>
  JSON.stringify([code, file, path.replaceAll(/\[\d+\]/g, "[]")]);

function countsOf(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of findings) counts.set(kindKey(one), (counts.get(kindKey(one)) ?? 0) + 1);
  return counts;
}
