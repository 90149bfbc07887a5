import type { Argument, Command, Option } from "commander";
import { commaList } from "../comma-list.ts";
import type { Known } from "./known.ts";

/** What can stand in one place of a command line. */
export interface Values {
  /** What the help calls it. */
  readonly name: string;
  readonly words: readonly string[];
  readonly files: "all" | "folders" | "none";
  /** Whether several words can stand there, with commas between. */
  readonly isList: boolean;
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
  dirs: "folders",
  old: "folders",
  new: "folders",
  tree: "folders",
  file: "all",
  image: "all",
  json: "all",
  path: "all",
};

/** Describes what a shell can complete, as the definitions of the commands and the known words say it. */
export function completable(program: Command, known: Known): Completable {
  const commands = program.createHelp().visibleCommands(program);
  const all = { ...known, command: commands.map((command) => command.name()) };
  return {
    name: program.name(),
    options: optionsOf(program, all),
    commands: commands.map((one) => describe(one, all)),
  };
}

function describe(command: Command, known: Known): CompletableCommand {
  const all = command.registeredArguments.map((argument) => ({ argument, values: placeOf(argument, known) }));
  const last = all.find(({ argument }) => argument.variadic)?.values;
  return {
    name: command.name(),
    about: command.summary() || command.description(),
    options: optionsOf(command, known),
    places: all.map(({ values }) => values),
    rest: last && { ...last, words: [...last.words, ...endingsOf(command)] },
  };
}

function optionsOf(command: Command, known: Known): CompletableOption[] {
  return command
    .createHelp()
    .visibleOptions(command)
    .map((option) => ({
      names: [option.short, option.long].filter((name) => name !== undefined),
      about: option.description,
      value: valueOfOption(option, known),
    }));
}

function valueOfOption(option: Option, known: Known): Values | undefined {
  const [, name] = /[<[]([\w-]+)/.exec(option.flags) ?? [];
  if (name === undefined) return undefined;
  const isList = option.parseArg === commaList || Array.isArray(option.defaultValue);
  return valuesOf(name, option.argChoices ?? known[name] ?? [], isList);
}

function placeOf(argument: Argument, known: Known): Values {
  return valuesOf(argument.name(), argument.argChoices ?? known[argument.name()] ?? [], false);
}

function valuesOf(name: string, words: readonly string[], isList: boolean): Values {
  return { name, words, files: words.length > 0 ? "none" : (FILES[name] ?? "none"), isList };
}

/** Commander knows no argument behind a variadic one: what ends the command is said by its usage alone, as `one|two`. */
function endingsOf(command: Command): string[] {
  const last = command.usage().split(" ").at(-1) ?? "";
  return /^[\w-]+(\|[\w-]+)+$/.test(last) ? last.split("|") : [];
}
