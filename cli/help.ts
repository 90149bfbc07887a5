import type { Command } from "commander";

const EXAMPLES = `
Examples:
  critgen help            all commands
  critgen help decode     the same as critgen decode --help

Exit code: 0 done; 2 the command is unknown.
`;

export function defineHelp(program: Command): void {
  program
    .command("help")
    .summary("explain a command")
    .description("Prints the help of a command, or of critgen itself.")
    .argument("[command...]", "command to explain (default: all commands, a line each)")
    .addHelpText("after", EXAMPLES)
    .action(([name]: readonly string[]) => explain(program, name));
}

/** Prints the help of a command; words after its name, such as `suggest` of `magic`, have no help of their own. */
function explain(program: Command, name: string | undefined): void {
  refuseUnknown(program, name === undefined ? [] : [name]);
  const command = program.commands.find((one) => one.name() === name) ?? program;
  command.outputHelp();
}

/**
 * Refuses the first word that is not a command. With `--help`, commander prints the help before it checks the word;
 * parsing the word without that option makes commander report it, with a suggestion.
 */
export function refuseUnknown(program: Command, words: readonly string[]): void {
  const names = program.commands.map((command) => command.name());
  const unknown = words.find((word) => !word.startsWith("-") && !names.includes(word));
  if (unknown !== undefined) program.parse([unknown], { from: "user" });
}
