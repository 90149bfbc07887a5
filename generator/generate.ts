import { checkModel, gravest, openProblems } from "./check/check.ts";
import { snapshotOf } from "./diff/snapshot.ts";
import { knownModel } from "./load/known.ts";
import { loadSchema } from "./load/load.ts";
import { FULL } from "./model/config.ts";
import type { Model } from "./model/model.ts";
import { type Problem, SchemaError } from "./model/problem.ts";
import { renderPackage, withManifest } from "./package.ts";
import { renderFolder } from "./render/custom.ts";
import type { RenderMap } from "./render/render.ts";
import { viewOf } from "./view/view.ts";
import { MANIFEST } from "./write/manifest.ts";

/**
 * Compiles a schema folder into the files of a package. Nothing is written: the result maps paths to texts, and the
 * same schema gives the same texts.
 *
 * @param schema path of the folder that holds images.yaml, display.yaml, history.yaml and messages/
 * @throws {SchemaError} with all problems of the schema
 */
export function generate(schema: string): RenderMap {
  const model = readModel(schema, []);
  const snapshot = snapshotOf(model);
  return withManifest(renderPackage(model, FULL, snapshot), snapshot);
}

/**
 * Loads a schema folder, and those that extend it, and checks that code can be made of them. Mistakes that a table can
 * accept are let through: a schema that has some can be compared and mended.
 *
 * @throws {SchemaError} with all problems that there are
 */
export function loadModel(schema: string, extensions: readonly string[] = []): Model {
  return knownModel(schema, extensions) ?? checked(schema, extensions, (_, problems) => gravest(problems));
}

/** Loads a schema that code is made of: what the audit calls an error is refused too, unless the table accepts it. */
export function readModel(schema: string, extensions: readonly string[]): Model {
  return knownModel(schema, extensions) ?? checked(schema, extensions, openProblems);
}

function checked(
  schema: string,
  extensions: readonly string[],
  choose: (model: Model, problems: readonly Problem[]) => Problem[],
): Model {
  const { model, problems, isLost } = loadSchema(schema, extensions);
  const refused = choose(model, [...problems, ...checkModel(model, isLost)]);
  if (refused.length > 0) throw new SchemaError(refused);
  return model;
}

/**
 * What a folder of templates makes of a model that has passed the checks: all but a manifest.
 *
 * @throws {Error} with file and line, where a template cannot be rendered
 */
export function renderTemplates(templates: string, model: Model): RenderMap {
  const files = renderFolder(templates, viewOf(model));
  if (files.has(MANIFEST))
    throw new Error(`no template can make ${MANIFEST}: it is critgen's own list of what it wrote`);
  return files;
}
