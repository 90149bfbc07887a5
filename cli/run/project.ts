import { type ConfigFile, openConfig, type Settings } from "../../generator/config/file.ts";
import { type Given, loadProjects } from "../../generator/config/load.ts";
import type { Project } from "../../generator/config/project.ts";
import { SchemaError } from "../../generator/model/problem.ts";
import { inTheWay } from "../../generator/project/in-the-way.ts";
import { toJson } from "../terminal/problems.ts";
import { schemaReporter } from "../terminal/schema-error.ts";
import type { ExitCode } from "./action.ts";

/** Reports the problems of a schema or a config. */
type Report = (error: SchemaError) => void;

/** Code of errors that concern no file. */
const FAILED = "failed";

interface Options extends Given {
  readonly json?: boolean;
  /** Consequence of a problem in a few words. */
  readonly ending?: string;
}

/**
 * Reads which schema the config chooses, and runs `work` with it. Problems of the config or the schema are printed, for
 * people or as JSON, and the exit code is 2. For other errors JSON is printed too, then they are thrown on.
 *
 * @returns exit code of `work`
 */
export function withSettings(
  given: Pick<Options, "config" | "schema" | "json" | "ending">,
  work: (settings: ConfigFile) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  return reporting(given, openConfig, work);
}

/** Reads the config, and runs `work` on its projects like {@link withSettings}. The code of targets outside of critgen runs. */
export function withProjects(
  given: Options,
  work: (projects: readonly Project[], report: Report) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  return reporting(given, loadProjects, work);
}

async function reporting<T extends Settings | readonly Settings[]>(
  { json = false, ending = "nothing was written", ...given }: Options,
  read: (given: Given) => T | Promise<T>,
  work: (read: T, report: Report) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  let schema = given.schema ?? ".";
  const report: Report = (error) => schemaReporter(schema, json, ending)(error);
  try {
    const found = await read(given);
    schema = [found].flat()[0]?.schema ?? schema;
    return await work(found, report);
  } catch (error) {
    if (!(error instanceof SchemaError)) {
      if (json) console.log(toJson(inTheWay(error) ?? [{ code: FAILED, message: (error as Error).message }]));
      throw error;
    }
    report(error as SchemaError);
    return 2;
  }
}
