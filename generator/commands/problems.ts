import process from "node:process";
import { type Given, loadProject, type Project } from "../config/load.ts";
import { SchemaError } from "../model/problem.ts";
import { schemaReporter } from "./schema-error.ts";

/** Shows what is wrong with a schema, or with a config. */
type Report = (error: SchemaError) => void;

/**
 * Reads the config and gives it to `work`. What is wrong with it, or with its schema, is shown to a person, or as JSON;
 * the exit code is then 2.
 *
 * @param ending what that means, in a few words
 */
export async function reportingProblems(
  given: Given & { readonly json?: boolean },
  work: (project: Project, report: Report) => Promise<void>,
  ending = "nothing was written",
): Promise<void> {
  let schema = given.schema ?? ".";
  const report: Report = (error) => schemaReporter(schema, given.json === true, ending)(error);
  try {
    const project = loadProject(given);
    schema = project.schema;
    await work(project, report);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    report(error);
    process.exitCode = 2;
  }
}
