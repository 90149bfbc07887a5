import { isAccepted } from "../model/accept.ts";
import type { IsLost } from "../model/lost.ts";
import { onceForAll } from "../model/memo.ts";
import type { Model } from "../model/model.ts";
import type { Naming } from "../model/naming.ts";
import type { Problem } from "../model/problem.ts";
import { checkConditions } from "./conditions.ts";
import { checkDisplay } from "./display.ts";
import { checkDisplayNames } from "./display-names.ts";
import { checkFields } from "./fields.ts";
import { checkFiles } from "./files.ts";
import { checkLayouts } from "./layouts.ts";
import { checkLengths } from "./lengths.ts";
import { checkMagics } from "./magics.ts";
import { checkNames, checkSpelling } from "./names.ts";
import { checkNumbers } from "./numbers.ts";
import { checkPlaces } from "./places.ts";
import { checkReferences } from "./references.ts";
import { checkRelations } from "./relations/relations.ts";
import { checkSharedMagics } from "./shared-magics.ts";
import { checkVersions } from "./versions.ts";

/** A check of a schema. Code can be generated only if all of them pass. */
type Check = (model: Model, isLost: IsLost) => Iterable<Problem>;

const CHECKS: readonly Check[] = [
  checkReferences,
  checkMagics,
  checkSharedMagics,
  checkFiles,
  checkLayouts,
  checkLengths,
  checkConditions,
  checkFields,
  checkVersions,
  checkPlaces,
  checkDisplay,
  checkDisplayNames,
  checkRelations,
  checkNames,
  checkNumbers,
];

/**
 * Runs all checks on a model. A definition that may be missing only because it could not be read is no problem.
 *
 * @param namings rules for names of the languages that packages are written in
 */
export function checkModel(model: Model, isLost: IsLost, namings: readonly Naming[]): readonly Problem[] {
  return problemsOf({ model, isLost, namings });
}

interface Checked {
  readonly model: Model;
  readonly isLost: IsLost;
  readonly namings: readonly Naming[];
}

const problemsOf = onceForAll(
  ({ model, isLost, namings }: Checked) => [model, isLost, ...namings],
  ({ model, isLost, namings }): readonly Problem[] => {
    const spelling = namings.flatMap((naming) => [...checkSpelling(model, naming)]);
    return [...CHECKS.flatMap((check) => [...check(model, isLost)]), ...spelling];
  },
);

/** Returns the problems that the table does not accept. */
export function openProblems(model: Model, problems: readonly Problem[]): Problem[] {
  return problems.filter(
    ({ code, subjects }) => subjects === undefined || !isAccepted(model, { rule: code, subjects }),
  );
}

/** Returns the problems that no table can accept: they prevent generation. */
export function gravest(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ subjects }) => subjects === undefined);
}
