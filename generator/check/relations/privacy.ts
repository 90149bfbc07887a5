import type { Problem } from "../../model/problem.ts";
import { checkClasses } from "./content.ts";
import type { Context } from "./paths.ts";

/** Checks classes of privacy: their content exists, and belongs to one class. */
export function checkPrivacy(context: Context): Generator<Problem> {
  return checkClasses(context, context.model.relations.privacy, true);
}
