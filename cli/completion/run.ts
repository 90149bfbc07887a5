import { stdout } from "node:process";
import type { Command } from "commander";
import type { ExitCode } from "../run/action.ts";
import { completionScript, type Shell } from "./script.ts";

/** Prints the script of a shell for the commands of a program. */
export function run(shell: Shell, program: Command): ExitCode {
  stdout.write(completionScript(shell, program));
  return 0;
}
