import { readFileSync } from "node:fs";
import { relative } from "node:path";
import process from "node:process";
import { pathOf, type SchemaError } from "../model/problem.ts";
import { formatProblems, problemsToJson, type ReadText } from "./report.ts";
import { terminalOf } from "./terminal.ts";

/**
 * What shows what is wrong with a schema: to a person, or as JSON.
 *
 * @param ending what that means, in a few words
 */
export function schemaReporter(schema: string, json: boolean, ending: string): (error: SchemaError) => void {
  return ({ problems, message }) => {
    if (json) return console.log(problemsToJson(shownFolder(schema), problems));
    console.error(formatProblems(shownFolder(schema), problems, reader(schema), terminalOf(process.stderr)));
    console.error(`\n${message}; ${ending}; \`critgen explain ${problems[0]?.code}\` says more`);
  };
}

/** A folder as people write it: relative to where they are. */
export function shownFolder(folder: string): string {
  return relative("", folder) || ".";
}

/** Reads the files of a schema, for the lines that problems point to. */
export function reader(schema: string): ReadText {
  return (file) => {
    try {
      return readFileSync(pathOf(schema, file), "utf8");
    } catch {
      return undefined;
    }
  };
}
