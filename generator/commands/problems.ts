import process from "node:process";
import { type Given, loadProject, type Project } from "../config/load.ts";
import { SchemaError } from "../model/problem.ts";
import { inTheWay } from "./files.ts";
import { toJson } from "./report.ts";
import { schemaReporter } from "./schema-error.ts";

/** Shows what is wrong with a schema, or with a config. */
type Report = (error: SchemaError) => void;

/** The code of what is wrong with no file of the schema and none that was generated. */
const FAILED = "failed";

/**
 * Reads the config and gives it to `work`. What is wrong with it, or with its schema, is shown to a person, or as JSON;
 * the exit code is then 2. Of all else that goes wrong JSON is written too, beside what `critgen` says of it.
 *
 * @param given what the config is read with, and in a few words what comes of a problem
 */
export async function reportingProblems(
  {
    json = false,
    ending = "nothing was written",
    ...given
  }: Given & { readonly json?: boolean; readonly ending?: string },
  work: (project: Project, report: Report) => Promise<void>,
): Promise<void> {
  let schema = given.schema ?? ".";
  const report: Report = (error) => schemaReporter(schema, json, ending)(error);
  try {
    const project = loadProject(given);
    schema = project.schema;
    await work(project, report);
  } catch (error) {
    if (!(error instanceof SchemaError)) {
      if (json) console.log(toJson(inTheWay(error) ?? [{ code: FAILED, message: (error as Error).message }]));
      throw error;
    }
    report(error);
    process.exitCode = 2;
  }
}
