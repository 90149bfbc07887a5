import { chosenOf } from "../generator/config/choose.ts";
import type { PackageConfig } from "../generator/config/file.ts";
import { shown } from "../generator/config/file.ts";
import { loadProjects } from "../generator/config/load.ts";
import { targetOf } from "../generator/config/target.ts";
import { problemsOf, readModel } from "../generator/generate.ts";
import type { PackagePart } from "../generator/model/config.ts";
import type { Model } from "../generator/model/model.ts";
import type { Problem } from "../generator/model/problem.ts";
import { BUILT_IN_SCHEMA } from "../generator/own/package-root.ts";
import { type PackagePlan, planPackage } from "../generator/plan/package.ts";
import { arrange } from "../generator/project/product.ts";
import { renderModel } from "../generator/project/render.ts";
import type { RenderMap } from "../generator/render/render.ts";
import type { Target } from "../generator/targets/target.ts";

/** A schema: a folder with images.yaml and messages/, and folders that extend it. */
export interface SchemaOptions {
  /** Folder of the schema; by default the built-in one. */
  readonly schema?: string | undefined;
  /** Folders that extend it. */
  readonly extend?: readonly string[] | undefined;
  /** Language whose names are checked: a target's name, or the path of a module with one; by default `typescript`. */
  readonly target?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Images and parts of a plan. */
export interface PlanOptions {
  /** Names of images, and patterns with `*`; by default all. */
  readonly images?: readonly string[] | undefined;
  /** Groups of modules beside `codec`. */
  readonly parts?: readonly PackagePart[] | undefined;
}

export async function load({ schema = BUILT_IN_SCHEMA, extend = [], target }: SchemaOptions): Promise<Model> {
  return readModel(schema, extend.map(shown), await foundTarget(target));
}

export async function check({
  schema = BUILT_IN_SCHEMA,
  extend = [],
  target,
}: SchemaOptions): Promise<readonly Problem[]> {
  return problemsOf(schema, extend.map(shown), await foundTarget(target));
}

async function foundTarget(name: string | undefined): Promise<Target> {
  const found = await targetOf(name, ".");
  if ("target" in found) return found.target;
  throw new Error(`${found.problem.message}; ${found.problem.hint}`);
}

export function plan(model: Model, { images, parts = [] }: PlanOptions): PackagePlan {
  const chosen = chosenOf(model, { images, budget: {}, source: undefined });
  return planPackage(chosen, ["codec", ...parts]);
}

export async function render(model: Model, config: PackageConfig): Promise<RenderMap> {
  const [project] = await loadProjects({ config });
  if (project === undefined) throw new Error("the config has no package");
  return arrange(project, renderModel(model, project).sources);
}
