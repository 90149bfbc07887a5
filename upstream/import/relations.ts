import { checkRelations } from "../../generator/check/relations/relations.ts";
import { relationsOfText } from "../../generator/load/relations.ts";
import type { Model } from "../../generator/model/model.ts";
import type { Problem } from "../../generator/model/problem.ts";
import { type Renames, renamedPath } from "./renames.ts";
import { withoutItems } from "./yaml-items.ts";

/** Text of relations.yaml, and the number of its relations that were dropped. */
export interface FittedRelations {
  readonly text: string;
  readonly dropped: number;
}

/**
 * Fits the text of relations.yaml to a model: renames fields, and drops keys, cells and sections with names that the
 * model lacks. All other text stays, with its comments.
 */
export function fitRelations(text: string, model: Model, renames: Renames): FittedRelations {
  let fitted = renamed(text, renames);
  let dropped = 0;
  // A list or a space without content, and references to it, go in the next round.
  for (;;) {
    const problems: Problem[] = [];
    const relations = relationsOfText("relations.yaml", fitted, problems);
    const places = [...problems, ...checkRelations({ ...model, relations }, () => false)].map(({ at }) => at);
    if (places.length === 0) return { text: fitted, dropped };
    const left = withoutItems(fitted, places);
    if (left.length === fitted.length) throw new Error("relations.yaml has a relation that cannot be dropped");
    fitted = left;
    dropped += places.length;
  }
}

/** Renames `message.field` wherever it stands. */
function renamed(text: string, renames: Renames): string {
  return text.replaceAll(/^(\s*(?:- )?)([a-z_]\w*(?:\.\w+)+)(?=:|$|\s)/gm, (_, before: string, path: string) => {
    return before + renamedPath(path, renames);
  });
}
