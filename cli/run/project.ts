import { type Given, loadProject, type Project } from "../../generator/config/load.ts";
import { SchemaError } from "../../generator/model/problem.ts";
import { inTheWay } from "../../generator/project/in-the-way.ts";
import { toJson } from "../terminal/problems.ts";
import { schemaReporter } from "../terminal/schema-error.ts";
import type { ExitCode } from "./action.ts";

/** Reports the problems of a schema or a config. */
type Report = (error: SchemaError) => void;

/** Code of errors that concern no file. */
const FAILED = "failed";

/**
 * Reads the config and runs `work` on the project. Problems of the config or the schema are printed, for people or as
 * JSON, and the exit code is 2. For other errors JSON is printed too, then they are thrown on.
 *
 * @param given options of the config, and `ending`, the consequence of a problem in a few words
 * @returns exit code of `work`
 */
export async function withProject(
  {
    json = false,
    ending = "nothing was written",
    ...given
  }: Given & { readonly json?: boolean; readonly ending?: string },
  work: (project: Project, report: Report) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  let schema = given.schema ?? ".";
  const report: Report = (error) => schemaReporter(schema, json, ending)(error);
  try {
    const project = loadProject(given);
    schema = project.schema;
    return await work(project, report);
  } catch (error) {
    if (!(error instanceof SchemaError)) {
      if (json) console.log(toJson(inTheWay(error) ?? [{ code: FAILED, message: (error as Error).message }]));
      throw error;
    }
    report(error);
    return 2;
  }
}
