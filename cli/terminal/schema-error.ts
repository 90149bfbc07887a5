import { readFileSync } from "node:fs";
import process from "node:process";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import { pathOf, type SchemaError } from "../../generator/model/problem.ts";
import { formatProblems, problemsToJson, type ReadText } from "./problems.ts";
import { terminalOf } from "./terminal.ts";

/**
 * Returns a function that prints the problems of a schema, for people or as JSON.
 *
 * @param ending consequence of the problems, in a few words
 */
export function schemaReporter(schema: string, json: boolean, ending: string): (error: SchemaError) => void {
  return ({ problems, message }) => {
    if (json) return console.log(problemsToJson(shownFolder(schema), problems));
    console.error(formatProblems(shownFolder(schema), problems, reader(schema), terminalOf(process.stderr)));
    console.error(`\n${message}; ${ending}; \`critgen explain ${problems[0]?.code}\` explains it`);
  };
}

/** Returns a reader of the schema's files, for the lines that problems quote. */
export function reader(schema: string): ReadText {
  return (file) => {
    try {
      return readFileSync(pathOf(schema, file), "utf8");
    } catch {
      return undefined;
    }
  };
}
