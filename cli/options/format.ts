import type { Command } from "commander";

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
