import { Argument, type Command } from "commander";
import { action } from "../run/action.ts";
import type { Shell } from "./script.ts";

const EXAMPLES = `
Examples, one of them for your shell:
  critgen completion bash > ~/.local/share/bash-completion/completions/critgen
  critgen completion zsh > ~/.zfunc/_critgen  with ~/.zfunc in fpath
  critgen completion fish > ~/.config/fish/completions/critgen.fish

For one session only: source <(critgen completion bash), the same with zsh, and
critgen completion fish | source.

Exit code: 0 done; 2 the shell is unknown.
`;

/**
 * Adds the command `completion`.
 *
 * @param all returns the program with all of its commands: the script lists them
 */
export function defineCompletion(program: Command, all: () => Command): void {
  program
    .command("completion")
    .summary("make a shell complete critgen's command line")
    .description("Prints a script that makes a shell complete commands, options and their values.")
    .addArgument(new Argument("<shell>", "shell that runs the script").choices(["bash", "zsh", "fish"]))
    .addHelpText("after", EXAMPLES)
    .action(
      action(async () => {
        const { run } = await import("./run.ts");
        return { run: (shell: Shell) => run(shell, all()) };
      }),
    );
}
