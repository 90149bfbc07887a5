import type { Argument, Command, Option } from "commander";

/** What can stand in one place of a command line. */
export interface Values {
  /** What the help calls it. */
  readonly name: string;
  readonly words: readonly string[];
  readonly files: "all" | "folders" | "none";
}

export interface CompletableOption {
  /** `-o` and `--out`, or one of them. */
  readonly names: readonly string[];
  readonly about: string;
  /** What follows it; nothing for a flag. */
  readonly value: Values | undefined;
}

export interface CompletableCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly CompletableOption[];
  /** Its arguments, one after the other. */
  readonly places: readonly Values[];
  /** What can follow them, any number of times. */
  readonly rest: Values | undefined;
}

export interface Completable {
  readonly name: string;
  readonly options: readonly CompletableOption[];
  readonly commands: readonly CompletableCommand[];
}

/** What the names of values in the help stand for. Others are free text. */
const FILES: Readonly<Record<string, Values["files"]>> = {
  dir: "folders",
  old: "folders",
  new: "folders",
  tree: "folders",
  file: "all",
  image: "all",
  json: "all",
  path: "all",
};

/** What a shell can complete, as the definitions of the commands say it. */
export function completable(program: Command): Completable {
  const commands = program.createHelp().visibleCommands(program);
  const names = commands.map((command) => command.name());
  return { name: program.name(), options: optionsOf(program), commands: commands.map((one) => describe(one, names)) };
}

function describe(command: Command, names: readonly string[]): CompletableCommand {
  const all = command.registeredArguments.map((argument) => ({ argument, values: placeOf(argument, names) }));
  const last = all.find(({ argument }) => argument.variadic)?.values;
  return {
    name: command.name(),
    about: command.summary() || command.description(),
    options: optionsOf(command),
    places: all.map(({ values }) => values),
    rest: last && { ...last, words: [...last.words, ...endingsOf(command)] },
  };
}

function optionsOf(command: Command): CompletableOption[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      names: [option.short, option.long].filter((name) => name !== undefined),
      about: option.description,
      value: valueOfOption(option),
    }));
}

function valueOfOption(option: Option): Values | undefined {
  const [, name] = /[<[]([\w-]+)/.exec(option.flags) ?? [];
  return name === undefined ? undefined : valuesOf(name, option.argChoices ?? []);
}

function placeOf(argument: Argument, names: readonly string[]): Values {
  return valuesOf(argument.name(), argument.name() === "command" ? names : (argument.argChoices ?? []));
}

function valuesOf(name: string, words: readonly string[]): Values {
  return { name, words, files: words.length > 0 ? "none" : (FILES[name] ?? "none") };
}

/** Commander knows no argument behind a variadic one: what ends the command is said by its usage alone, as `one|two`. */
function endingsOf(command: Command): string[] {
  const last = command.usage().split(" ").at(-1) ?? "";
  return /^[\w-]+(\|[\w-]+)+$/.test(last) ? last.split("|") : [];
}
