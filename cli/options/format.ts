import type { Command } from "commander";
import type { Schema } from "../../inspect/schema/schema.ts";

/** Options of a command that make it read images by another schema than the built-in one. */
export interface FormatOptions {
  readonly schema?: string;
  readonly config?: string;
}

/** Adds the options of `FormatOptions` to a command. */
export function withFormat(command: Command): Command {
  return command
    .option("--schema <dir>", "folder of another schema, or of rows that extend the built-in one, such as a fork's")
    .option("--config <file>", "a critgen.yaml with `schema` and `extend`");
}

/**
 * Loads the schema that describes the images: the built-in one if no option is given.
 *
 * @returns undefined if the schema has problems, after they were reported
 */
export async function formatOf({ schema, config }: FormatOptions): Promise<Schema | undefined> {
  if (schema === undefined && config === undefined) return (await import("../../inspect/schema/schema.ts")).BUILT_IN;
  const { reportingProblems } = await import("./project.ts");
  const { loadFormat } = await import("../../generator/project/format.ts");
  const { schemaOf } = await import("../../inspect/schema/of-model.ts");
  let found: Schema | undefined;
  await reportingProblems({ schema, config, ending: "no image was read" }, async (project) => {
    found = schemaOf(loadFormat(project));
  });
  return found;
}
