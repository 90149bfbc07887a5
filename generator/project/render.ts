import { chosenOf } from "../config/choose.ts";
import type { Project } from "../config/project.ts";
import { knownModel } from "../load/known.ts";
import { snapshotOf } from "../model/format/snapshot.ts";
import type { Model } from "../model/model.ts";
import { renderPackage } from "../package.ts";
import type { RenderMap } from "../render/render.ts";
import { isOwn } from "../targets/targets.ts";
import type { Snapshot } from "../write/manifest-text.ts";

/** Rendered files of a project, before they are built, and the model that they come from. */
export interface Rendered {
  readonly sources: RenderMap;
  readonly snapshot: Snapshot;
  readonly model: Model;
}

/**
 * Renders the files of a project: modules of its target and the files of their package, or the output of a folder of
 * templates.
 *
 * @throws {SchemaError} with all problems of the schema
 */
export async function renderProject(project: Project, templates?: string): Promise<Rendered> {
  const whole = await modelOf(project);
  if (templates === undefined) return renderModel(whole, project);
  const model = chosenOf(whole, project);
  const { renderTemplates } = await import("../generate.ts");
  return { sources: renderTemplates(templates, model), snapshot: snapshotOf(model), model };
}

/** Renders the package that a project makes of a model. */
export function renderModel(whole: Model, project: Project): Rendered {
  const model = chosenOf(whole, project);
  const snapshot = snapshotOf(model);
  return { sources: renderPackage(model, project, snapshot, project.target), snapshot, model };
}

/** Reads the model of a project. The code that reads schemas is slow to load, so a known schema does without it. */
async function modelOf({ schema, extend, target }: Project): Promise<Model> {
  const known = isOwn(target) ? knownModel(schema, extend) : undefined;
  return known ?? (await import("../generate.ts")).readModel(schema, extend, target);
}
