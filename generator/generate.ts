import { readFileSync } from "node:fs";
import { checkModel } from "./check/check.ts";
import { snapshotOf } from "./diff/snapshot.ts";
import { knownModel } from "./load/known.ts";
import { loadSchema } from "./load/load.ts";
import { type Config, FULL } from "./model/config.ts";
import { fingerprint } from "./model/json.ts";
import type { Model } from "./model/model.ts";
import { packageFile } from "./model/package-root.ts";
import { SchemaError } from "./model/problem.ts";
import { planPackage } from "./plan/package.ts";
import { renderFolder } from "./render/custom.ts";
import { type RenderMap, render } from "./render/render.ts";
import { viewOf } from "./view/view.ts";
import { MANIFEST, manifestOf, type Snapshot } from "./write/manifest.ts";

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
  const known = extensions.length === 0 ? knownModel(schema) : undefined;
  if (known !== undefined) return known;
  const { model, problems } = loadSchema(schema, extensions);
  const all = [...problems, ...(model === undefined ? [] : checkModel(model))];
  if (model === undefined || all.length > 0) throw new SchemaError(all);
  return model;
}

/** The files of a package as sources, and what belongs to them: all but a manifest. */
export function renderPackage(model: Model, config: Config, snapshot: Snapshot): RenderMap {
  const files = render(planPackage(model, config, fingerprint(snapshot)));
  return inOrder([...files, ...licenses(config)]);
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

/** Adds the list of all files, and what they were made from. */
export function withManifest(files: RenderMap, snapshot: Snapshot): RenderMap {
  return new Map([...files, [MANIFEST, manifestOf(files, snapshot)]]);
}

/** The files of a package in the order of their paths. */
export function inOrder(files: readonly (readonly [path: string, text: string])[]): RenderMap {
  return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The license of a package, and what its parts come from. What is critgen's in it stays under critgen's own. */
function licenses({ licenseText }: Config): [string, string][] {
  const [own, notice] = ["LICENSE", "NOTICE"].map((name) => readFileSync(packageFile(name), "utf8"));
  const isOwn = licenseText === undefined || licenseText === own;
  const runtime = `What critgen itself has put into this package is published under this license:\n\n${own}`;
  return [
    ["LICENSE", licenseText ?? own ?? ""],
    ["NOTICE", isOwn ? (notice ?? "") : `${notice}\n${runtime}`],
  ];
}
