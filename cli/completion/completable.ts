import type { Argument, Command, Option } from "commander";
import { commaList } from "../options/comma-list.ts";
import type { Known } from "./known.ts";

/** The values that one position of a command line takes. */
export interface Values {
  /** Name of the value in the help. */
  readonly name: string;
  readonly words: readonly string[];
  readonly files: "all" | "folders" | "none";
  /** Whether it takes several words, with commas between. */
  readonly isList: boolean;
}

export interface CompletableOption {
  /** `-o` and `--out`, or one of them. */
  readonly names: readonly string[];
  readonly about: string;
  /** Its value; undefined for a flag. */
  readonly value: Values | undefined;
}

export interface CompletableCommand {
  readonly name: string;
  readonly about: string;
  readonly options: readonly CompletableOption[];
  /** Its arguments, in order. */
  readonly places: readonly Values[];
  /** The values that can follow them, any number of times. */
  readonly rest: Values | undefined;
}

export interface Completable {
  readonly name: string;
  readonly options: readonly CompletableOption[];
  readonly commands: readonly CompletableCommand[];
}

/** Kinds of files by the name of a value in the help. Other values are free text. */
const FILES: Readonly<Record<string, Values["files"]>> = {
  checkpoint: "all",
  dir: "folders",
  dirs: "folders",
  old: "folders",
  new: "folders",
  tree: "folders",
  file: "all",
  image: "all",
  json: "all",
  path: "all",
  recipe: "all",
  root: "folders",
};

/** Collects everything that a shell can complete from the definitions of the commands and the known words. */
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
    rest: last && { ...last, words: [...last.words, ...endingsOf(command, known)] },
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

/**
 * Returns the words that can end the command, from the name at the end of its usage: commander does not allow an
 * argument after a variadic one.
 */
function endingsOf(command: Command, known: Known): readonly string[] {
  const [, name = ""] = /<([\w-]+)>$/.exec(command.usage()) ?? [];
  return known[name] ?? [];
}
