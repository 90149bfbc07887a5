import process from "node:process";

/** Exit code of a command: 0 done; 1 it found something; 2 it could not run; 130 Ctrl-C ended it. */
export type ExitCode = 0 | 1 | 2 | 130;

/** Runs a command with its words and options. */
export type Run<Words extends readonly unknown[]> = (...words: Words) => ExitCode | Promise<ExitCode>;

/**
 * Returns an action for commander. It loads the code of the command only when the command runs, and sets the exit code
 * that it returns.
 */
export function action<Words extends readonly unknown[]>(
  load: () => Promise<{ readonly run: Run<Words> }>,
): (...words: Words) => Promise<void> {
  return async (...words) => {
    const { run } = await load();
    process.exitCode = await run(...words);
  };
}
