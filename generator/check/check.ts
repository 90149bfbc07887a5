import type { IsLost } from "../model/lost.ts";
import type { Model } from "../model/model.ts";
import type { Problem } from "../model/problem.ts";
import { checkConditions } from "./conditions.ts";
import { checkDisplay } from "./display.ts";
import { checkFields } from "./fields.ts";
import { checkLayouts } from "./layouts.ts";
import { checkLengths } from "./lengths.ts";
import { checkMagics } from "./magics.ts";
import { checkNames } from "./names.ts";
import { checkReferences } from "./references.ts";
import { checkVersions } from "./versions.ts";

/** A rule that a schema must keep so that code can be made from it. */
type Check = (model: Model, isLost: IsLost) => Iterable<Problem>;

const CHECKS: readonly Check[] = [
  checkReferences,
  checkMagics,
  checkLayouts,
  checkLengths,
  checkConditions,
  checkFields,
  checkVersions,
  checkDisplay,
  checkNames,
];

/** Holds a model against all rules; returns every problem but those that something is not there that is lost. */
export function checkModel(model: Model, isLost: IsLost): Problem[] {
  return CHECKS.flatMap((check) => [...check(model, isLost)]);
}
