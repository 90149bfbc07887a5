import type { Project } from "../config/project.ts";
import { textsOf } from "../load/known.ts";
import type { Model } from "../model/model.ts";
import { BUILD } from "../own/build.ts";
import { ownNameOf } from "../targets/targets.ts";
import { sha256 } from "../text/sha256.ts";

/**
 * Hashes all that a package is made of: this build of critgen, the settings, and the files of the schema. Equal inputs
 * give equal files. The hash is missing if code from outside takes part, a target for instance.
 */
export function inputsOf(project: Project, build: string | undefined = BUILD): string | undefined {
  // Paths are no inputs: a package may move with its schema.
  const { target, schema, extend, out, source, budget, ...config } = project;
  const name = ownNameOf(target);
  if (build === undefined || name === undefined) return undefined;
  return sha256(JSON.stringify([build, name, config, [schema, ...extend].map(textsOf)]));
}

/** Tells whether runs report something on a model each time, even if the folder is up to date. */
export function hasRemarks({ images, versions, skipped }: Model): boolean {
  return skipped.length > 0 || [...images, ...versions].some(({ review }) => review === true);
}
