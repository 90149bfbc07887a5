import { spawnSync } from "node:child_process";
import { missing } from "../../support/python.ts";

/** Reason why tests with gdb are skipped, or undefined. One gdb for all architectures is in Debian's gdb-multiarch. */
export const NO_GDB: string | undefined = missing("gdb-multiarch");

/**
 * Runs commands of gdb on a core, and returns the text that each prints.
 *
 * @param program path of the executable, if there is one
 */
export function gdb(core: string, commands: readonly string[], program?: string): string[] {
  const words = commands.flatMap((command) => ["-ex", "echo \\n@", "-ex", command]);
  const files = program === undefined ? ["-c", core] : [program, core];
  const options = { encoding: "utf8", maxBuffer: 1 << 26 } as const;
  const { stdout } = spawnSync("gdb-multiarch", ["-q", "-nx", "-batch", ...words, ...files], options);
  return stdout
    .split("\n@")
    .slice(1)
    .map((text) => text.trim());
}
