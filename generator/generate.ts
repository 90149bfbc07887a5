import { checkModel } from "./check/check.ts";
import { snapshotOf } from "./diff/snapshot.ts";
import { knownModel } from "./load/known.ts";
import { loadSchema } from "./load/load.ts";
import { FULL } from "./model/config.ts";
import type { Model } from "./model/model.ts";
import { SchemaError } from "./model/problem.ts";
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
  const model = loadModel(schema);
  const snapshot = snapshotOf(model);
  return withManifest(renderPackage(model, FULL, snapshot), snapshot);
}

/**
 * Loads a schema folder, and those that extend it, and holds them against all rules.
 *
 * @throws {SchemaError} with all problems that there are
 */
export function loadModel(schema: string, extensions: readonly string[] = []): Model {
  return knownModel(schema, extensions) ?? readModel(schema, extensions);
}

/** The same, of any schema. */
export function readModel(schema: string, extensions: readonly string[]): Model {
  const { model, problems, isLost } = loadSchema(schema, extensions);
  const all = [...problems, ...checkModel(model, isLost)];
  if (all.length > 0) throw new SchemaError(all);
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
