import type { Command } from "commander";

const EXAMPLES = `
Examples:
  critgen help            all commands
  critgen help decode     the same as critgen decode --help

Exit code: 0 done; 2 there is no such command.
`;

export function defineHelp(program: Command): void {
  program
    .command("help")
    .summary("explain a command")
    .description("Prints the help of a command, or of critgen itself.")
    .argument("[command]", "which command (default: all of them, a line each)")
    .addHelpText("after", EXAMPLES)
    .action((name?: string) => explain(program, name));
}

function explain(program: Command, name: string | undefined): void {
  refuseUnknown(program, name === undefined ? [] : [name]);
  const command = program.commands.find((one) => one.name() === name) ?? program;
  command.outputHelp();
}

/**
 * Refuses the first word that is no command. Commander prints the help that an option asks for before it looks at the
 * word: without that option it reports the word, with what was meant.
 */
export function refuseUnknown(program: Command, words: readonly string[]): void {
  const names = program.commands.map((command) => command.name());
  const unknown = words.find((word) => !word.startsWith("-") && !names.includes(word));
  if (unknown !== undefined) program.parse([unknown], { from: "user" });
}
