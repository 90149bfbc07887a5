import process from "node:process";
import { Argument, type Command } from "commander";
import type { Shell } from "./completion/script.ts";

const EXAMPLES = `
Examples, one of them for your shell:
  critgen completion bash > ~/.local/share/bash-completion/completions/critgen
  critgen completion zsh > ~/.zfunc/_critgen  with ~/.zfunc in fpath
  critgen completion fish > ~/.config/fish/completions/critgen.fish

For this one session: source <(critgen completion bash), the same with zsh, and
critgen completion fish | source.

Exit code: 0 done; 2 there is no such shell.
`;

/** @param all gives the program with all commands, which is what a shell has to know */
export function defineCompletion(program: Command, all: () => Command): void {
  program
    .command("completion")
    .summary("make a shell complete critgen's command line")
    .description("Prints a script that makes a shell complete commands, options and what they take.")
    .addArgument(new Argument("<shell>", "whose script").choices(["bash", "zsh", "fish"]))
    .addHelpText("after", EXAMPLES)
    .action((shell: Shell) => run(shell, all()));
}

async function run(shell: Shell, program: Command): Promise<void> {
  const { completionScript } = await import("./completion/script.ts");
  process.stdout.write(completionScript(shell, program));
}
