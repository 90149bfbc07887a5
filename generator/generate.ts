import { readFileSync } from "node:fs";
import { checkModel } from "./check/check.ts";
import { loadSchema } from "./load/load.ts";
import type { Model } from "./model/model.ts";
import { packageFile } from "./model/package-root.ts";
import { SchemaError } from "./model/problem.ts";
import { planPackage } from "./plan/package.ts";
import { renderFolder } from "./render/custom.ts";
import { type RenderMap, render } from "./render/render.ts";
import { viewOf } from "./view/view.ts";
import { MANIFEST, manifestOf } from "./write/manifest.ts";

/**
 * Compiles a schema folder into the files of a package. Nothing is written: the result maps paths to texts, and the
 * same schema gives the same texts.
 *
 * @param schema path of the folder that holds images.yaml, display.yaml, history.yaml and messages/
 * @throws {SchemaError} with all problems of the schema
 */
export function generate(schema: string): RenderMap {
  return renderModel(loadModel(schema));
}

/**
 * Loads a schema folder and holds it against all rules.
 *
 * @throws {SchemaError} with all problems that there are
 */
export function loadModel(schema: string): Model {
  const { model, problems } = loadSchema(schema);
  const all = [...problems, ...(model === undefined ? [] : checkModel(model))];
  if (model === undefined || all.length > 0) throw new SchemaError(all);
  return model;
}

/** The files of the package for a model that has passed the checks. */
export function renderModel(model: Model): RenderMap {
  const files = new Map(render(planPackage(model)));
  for (const name of ["LICENSE", "NOTICE"]) files.set(name, readFileSync(packageFile(name), "utf8"));
  return withManifest(files);
}

/**
 * What a folder of templates makes of a model that has passed the checks.
 *
 * @throws {Error} with file and line, where a template cannot be rendered
 */
export function renderTemplates(templates: string, model: Model): RenderMap {
  const files = renderFolder(templates, viewOf(model));
  if (files.has(MANIFEST))
    throw new Error(`no template can make ${MANIFEST}: it is critgen's own list of what it wrote`);
  return withManifest(files);
}

function withManifest(files: RenderMap): RenderMap {
  return new Map([...files, [MANIFEST, manifestOf(files)]]);
}
