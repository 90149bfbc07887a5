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
type Check = (model: Model) => Iterable<Problem>;

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

/** Holds a model against all rules; returns every problem. */
export function checkModel(model: Model): Problem[] {
  return CHECKS.flatMap((check) => [...check(model)]);
}
