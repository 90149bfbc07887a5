import { checkModel, gravest, openProblems } from "./check/check.ts";
import { DiskFiles } from "./load/disk.ts";
import { knownModel } from "./load/known.ts";
import { loadSchema } from "./load/load.ts";
import { FULL } from "./model/config.ts";
import { snapshotOf } from "./model/format/snapshot.ts";
import type { Model } from "./model/model.ts";
import { type Problem, SchemaError } from "./model/problem.ts";
import { renderPackage, withManifest } from "./package.ts";
import { renderFolder } from "./render/custom.ts";
import type { RenderMap } from "./render/render.ts";
import type { Target } from "./targets/target.ts";
import { DEFAULT_TARGET, isOwn } from "./targets/targets.ts";
import { viewOf } from "./view/view.ts";
import { MANIFEST } from "./write/manifest-text.ts";

/**
 * Compiles a schema folder to the files of a package. Nothing is written: the result maps paths to texts, and the same
 * schema gives the same texts.
 *
 * @param schema path of the folder with images.yaml, display.yaml, history.yaml and messages/
 * @throws {SchemaError} with all problems of the schema
 */
export function generate(schema: string): RenderMap {
  const model = readModel(schema, []);
  const snapshot = snapshotOf(model);
  return withManifest(renderPackage(model, FULL, snapshot, DEFAULT_TARGET), snapshot);
}

/**
 * Loads and checks a schema folder and its extensions. Problems that a table can accept are ignored, so that such a
 * schema can be compared and mended.
 *
 * @throws {SchemaError} with all other problems
 */
export function loadModel(schema: string, extensions: readonly string[] = []): Model {
  return (
    knownModel(schema, extensions) ?? checked(schema, extensions, (_, problems) => gravest(problems), DEFAULT_TARGET)
  );
}

/** Loads a schema for a target. It refuses errors of the audit too, unless the table accepts them. */
export function readModel(schema: string, extensions: readonly string[], target: Target = DEFAULT_TARGET): Model {
  const known = isOwn(target) ? knownModel(schema, extensions) : undefined;
  return known ?? checked(schema, extensions, openProblems, target);
}

/**
 * Lists the problems for which `readModel` refuses a schema, in the order of their places.
 *
 * @throws {SchemaError} if there is no such folder
 */
export function problemsOf(
  schema: string,
  extensions: readonly string[],
  target: Target = DEFAULT_TARGET,
): readonly Problem[] {
  return new SchemaError(examine(schema, extensions, openProblems, target).refused).problems;
}

/** Chooses the problems of a model that are refused. */
type Choose = (model: Model, problems: readonly Problem[]) => Problem[];

function checked(schema: string, extensions: readonly string[], choose: Choose, target: Target): Model {
  const { model, refused } = examine(schema, extensions, choose, target);
  if (refused.length > 0) throw new SchemaError(refused);
  return model;
}

function examine(schema: string, extensions: readonly string[], choose: Choose, { naming }: Target) {
  const { model, problems, isLost } = loadSchema(schema, extensions, new DiskFiles());
  return { model, refused: choose(model, [...problems, ...checkModel(model, isLost, [naming])]) };
}

/**
 * Renders a folder of templates for a checked model: all files except a manifest.
 *
 * @throws {Error} with file and line, if a template cannot be rendered
 */
export function renderTemplates(templates: string, model: Model): RenderMap {
  const files = renderFolder(templates, viewOf(model));
  if (files.has(MANIFEST)) throw new Error(`a template cannot produce ${MANIFEST}: critgen lists its files in it`);
  return files;
}
