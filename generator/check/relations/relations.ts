import type { IsLost } from "../../model/lost.ts";
import type { Model } from "../../model/model.ts";
import type { Problem } from "../../model/problem.ts";
import { checkExtents, checkUnits } from "./extents.ts";
import { checkChoices, checkCounts, checkEqual, checkLimits, checkRanges } from "./fields.ts";
import { checkIdentity } from "./identity.ts";
import { checkNavigation } from "./navigation.ts";
import type { Context } from "./paths.ts";
import { checkPrivacy } from "./privacy.ts";
import { checkSame } from "./same.ts";
import { checkIdReferences, checkSpaces, checkUnique } from "./spaces.ts";

const CHECKS = [
  checkSpaces,
  checkIdReferences,
  checkUnique,
  checkEqual,
  checkSame,
  checkChoices,
  checkRanges,
  checkLimits,
  checkCounts,
  checkUnits,
  checkExtents,
  checkIdentity,
  checkPrivacy,
  checkNavigation,
];

/** Checks relations.yaml: all names in it exist, and fit their use. */
export function* checkRelations(model: Model, isLost: IsLost): Generator<Problem> {
  const context: Context = { model, isLost };
  for (const check of CHECKS) yield* check(context);
}
