import { checkModel } from "../../generator/check/check.ts";
import { DiskFiles } from "../../generator/load/disk.ts";
import type { SchemaFiles } from "../../generator/load/files.ts";
import { loadSchema } from "../../generator/load/load.ts";
import type { Model } from "../../generator/model/model.ts";
import type { Naming } from "../../generator/model/naming.ts";
import { type Problem, SchemaError } from "../../generator/model/problem.ts";
import { DEFAULT_TARGET } from "../../generator/targets/targets.ts";
import { collisionsOf } from "../against/collisions.ts";
import { compare } from "../against/compare.ts";
import type { Tree } from "../against/tree.ts";
import type { Finding } from "../rules/finding.ts";
import { needlessAcceptance } from "../rules/needless-acceptance.ts";
import { auditSteps } from "./steps.ts";

/** A registry, with its findings. */
export interface Audit {
  readonly model: Model;
  /** Sorted by place: file, line, column. */
  readonly findings: readonly Finding[];
}

/**
 * Checks a schema by all rules.
 *
 * @param schema path of the folder that holds images.yaml, display.yaml, history.yaml and messages/
 * @param trees source trees to compare the schema with
 * @param extensions paths of folders that extend the schema
 * @param namings rules for names of the languages that packages are written in
 * @param files source of all texts of the schema
 * @throws {SchemaError} if the schema cannot be read completely
 */
export function auditSchema(
  schema: string,
  trees: readonly Tree[] = [],
  extensions: readonly string[] = [],
  namings: readonly Naming[] = [DEFAULT_TARGET.naming],
  files: SchemaFiles = new DiskFiles(),
): Audit {
  const { model, problems, isLost, isWhole } = loadSchema(schema, extensions, files);
  const all = [...problems, ...checkModel(model, isLost, namings)];
  if (!isWhole) throw new SchemaError(all);
  return { model, findings: auditModel(model, all, trees) };
}

/** Lists the acceptances of a valid schema that accept nothing, as `rule (subjects)`. */
export function needlessAcceptances(model: Model): string[] {
  const findings = auditModel(model, [...checkModel(model, () => false, [DEFAULT_TARGET.naming])], []);
  return findings.flatMap(({ rule, subjects: [of, accepted] }) =>
    rule === needlessAcceptance.id ? [`${accepted} (${of})`] : [],
  );
}

function auditModel(model: Model, problems: readonly Problem[], trees: readonly Tree[]): Finding[] {
  const compared = trees.map((tree) => compare(model, tree));
  const steps = auditSteps(model, problems, { trees: compared, collisions: collisionsOf(trees) });
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
