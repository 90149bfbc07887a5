import { statSync } from "node:fs";
import { chosenOf } from "../../generator/config/choose.ts";
import { openConfig } from "../../generator/config/file.ts";
import { loadProjects } from "../../generator/config/load.ts";
import type { SchemaFiles } from "../../generator/load/files.ts";
import type { Model } from "../../generator/model/model.ts";
import { type Problem, SchemaError } from "../../generator/model/problem.ts";

/**
 * Returns the problems of a critgen.yaml. No module of a target runs.
 *
 * @param model model of the schema that it chooses; undefined if there is none
 */
export async function configProblems(
  config: string,
  files: SchemaFiles,
  model: Model | undefined,
): Promise<readonly Problem[]> {
  try {
    const projects = await loadProjects({ config, files, ownTargets: true });
    const missing = missingFolders(config, files);
    if (missing.length > 0) return missing;
    if (model !== undefined) for (const project of projects) chosenOf(model, project);
    return [];
  } catch (error) {
    if (error instanceof SchemaError) return error.problems;
    const at = { file: config, line: 1, column: 1 };
    return [{ code: "failed", message: (error as Error).message, at }];
  }
}

function missingFolders(config: string, files: SchemaFiles): Problem[] {
  const { schema, extend, source } = openConfig({ config, files });
  const isMissing = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true;
  const places = [{ path: schema, at: ["schema"] }, ...extend.map((path, i) => ({ path, at: ["extend", i] }))].filter(
    ({ path }) => isMissing(path),
  );
  return places.map(({ at }) => ({
    code: "unreadable",
    message: "there is no such folder",
    at: source?.at(at) ?? { file: config, line: 1, column: 1 },
  }));
}
