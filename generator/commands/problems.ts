import { readFileSync } from "node:fs";
import { relative } from "node:path";
import process from "node:process";
import { type Given, loadProject, type Project } from "../config/load.ts";
import { pathOf, SchemaError } from "../model/problem.ts";
import { formatProblems, problemsToJson } from "./report.ts";
import { terminalOf } from "./terminal.ts";

/** Shows what is wrong with a schema, or with a config. */
type Report = (error: SchemaError) => void;

/**
 * Reads the config and gives it to `work`. What is wrong with it, or with its schema, is shown to a person, or as JSON;
 * the exit code is then 2.
 */
export async function reportingProblems(
  given: Given & { readonly json?: boolean },
  work: (project: Project, report: Report) => Promise<void>,
): Promise<void> {
  let schema = given.schema ?? ".";
  const report: Report = (error) => show(error, schema, given.json === true);
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

function show({ problems, message }: SchemaError, schema: string, json: boolean): void {
  if (json) {
    console.log(problemsToJson(problems));
    return;
  }
  const read = (file: string): string | undefined => {
    try {
      return readFileSync(pathOf(schema, file), "utf8");
    } catch {
      return undefined;
    }
  };
  console.error(formatProblems(relative("", schema) || ".", problems, read, terminalOf(process.stderr)));
  console.error(`\n${message}; nothing was written`);
}
