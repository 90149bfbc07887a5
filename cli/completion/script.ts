import type { Command } from "commander";
import { bashScript } from "./bash.ts";
import { type Completable, completable } from "./completable.ts";
import { fishScript } from "./fish.ts";
import { knownWords } from "./known.ts";
import { zshScript } from "./zsh.ts";

export type Shell = "bash" | "zsh" | "fish";

const SCRIPTS: Readonly<Record<Shell, (program: Completable) => string>> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
};

/** Writes the script that makes a shell complete the command line of a program. */
export function completionScript(shell: Shell, program: Command): string {
  return SCRIPTS[shell](completable(program, knownWords()));
}
