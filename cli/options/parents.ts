import type { Command } from "commander";

/** Option that names the dumps which an incremental dump is based on. */
export interface ParentOptions {
  readonly parent: readonly string[];
}

/** Adds the option `--parent`. */
export function withParents(command: Command): Command {
  return command.option(
    "--parent <checkpoint>",
    "the dump that this one is based on, if its link does not lead there; repeat it for the parent's parents",
    (value: string, before: readonly string[]) => [...before, value],
    [],
  );
}
