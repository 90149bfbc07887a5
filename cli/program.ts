import process from "node:process";
import { Command, Help, type Option } from "commander";
import { versionOfCritgen } from "../generator/own/version.ts";
import { defineAnonymise } from "./anonymise/command.ts";
import { defineAudit } from "./audit/command.ts";
import { defineCompare } from "./compare/command.ts";
import { defineCompat } from "./compat/command.ts";
import { defineCompletion } from "./completion/command.ts";
import { defineCore } from "./core/command.ts";
import { defineDecode } from "./decode/command.ts";
import { defineDiff } from "./diff/command.ts";
import { defineDissect } from "./dissect/command.ts";
import { defineEdit } from "./edit/command.ts";
import { defineEncode } from "./encode/command.ts";
import { defineExplain } from "./explain/command.ts";
import { defineFind } from "./find/command.ts";
import { defineFlatten } from "./flatten/command.ts";
import { defineGenerate } from "./generate/command.ts";
import { defineHelp, refuseUnknown } from "./help.ts";
import { defineHost } from "./host/command.ts";
import { defineImport } from "./import/command.ts";
import { defineInfo } from "./info/command.ts";
import { defineInit } from "./init/command.ts";
import { defineLsp } from "./lsp/command.ts";
import { defineMagic } from "./magic/command.ts";
import { defineMemory } from "./memory/command.ts";
import { defineShow } from "./show/command.ts";
import { defineSize } from "./size/command.ts";
import { defineStudio } from "./studio/command.ts";
import { defineUnpack } from "./unpack/command.ts";
import { defineUpgrade } from "./upgrade/command.ts";
import { defineValidate } from "./validate/command.ts";
import { defineX } from "./x/command.ts";

/** The commands under the headings of the help, in its order. Each loads its modules only when it runs. */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, (program: Command) => void>>>> = {
  "The compiler:": {
    init: defineInit,
    generate: defineGenerate,
    explain: defineExplain,
    size: defineSize,
    import: defineImport,
    diff: defineDiff,
    upgrade: defineUpgrade,
    audit: defineAudit,
    magic: defineMagic,
    lsp: defineLsp,
  },
  "Images and checkpoints:": {
    decode: defineDecode,
    encode: defineEncode,
    show: defineShow,
    info: defineInfo,
    dissect: defineDissect,
    x: defineX,
    find: defineFind,
    memory: defineMemory,
    core: defineCore,
    compare: defineCompare,
    edit: defineEdit,
    anonymise: defineAnonymise,
    flatten: defineFlatten,
    unpack: defineUnpack,
    compat: defineCompat,
    validate: defineValidate,
    host: defineHost,
    studio: defineStudio,
  },
  "This tool:": { completion: (program) => defineCompletion(program, createProgram), help: defineHelp },
};

const DESCRIPTION =
  "Compiles CRIU's image format into typed TypeScript readers and writers; reads, edits and explains the images.";

const MORE = `
Examples:
  critgen x checkpoint ps             the processes of a checkpoint
  critgen show checkpoint/pstree.img  the content of one of its images
  critgen help decode                 the help of a command, with examples

Manual: \`man critgen\`, all commands on one page.

Exit code: 0 done; 1 the command found something, such as a difference; 2 the
command could not run. The help of a command names its cases.
`;

/** Commander's default formatting of help. */
const plain = new Help();

/**
 * Defines the command line. The tool itself, its help, its manual page and the completion scripts all use it.
 *
 * @param word first word of a command line; if it names a command, only that command is defined, to start faster
 */
export function createProgram(word?: string): Command {
  const program = new Command("critgen")
    .usage("<command> [options]")
    .description(DESCRIPTION)
    .version(versionOfCritgen(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      optionDescription: (option) => (isEmpty(option) ? option.description : plain.optionDescription(option)),
    })
    .configureOutput({ getOutHelpWidth: () => Math.min(process.stdout.columns || 80, 100) })
    .addHelpText("after", MORE)
    .helpCommand(false)
    .exitOverride();
  const isCommand = Object.values(COMMANDS).some((commands) => Object.keys(commands).includes(word ?? ""));
  const isAlone = isCommand && word !== "help";
  for (const [heading, commands] of Object.entries(COMMANDS)) {
    program.commandsGroup(heading);
    for (const [name, define] of Object.entries(commands)) if (!isAlone || name === word) define(program);
  }
  program.on("beforeHelp", () => refuseUnknown(program, program.args));
  for (const command of [program, ...program.commands]) reportInOneLine(command);
  return program;
}

/** Tells whether an option is off, or an empty list, if it is not given: the help need not say that. */
function isEmpty(option: Option): boolean {
  return option.isBoolean() || (Array.isArray(option.defaultValue) && option.defaultValueDescription === undefined);
}

/** Makes commander report an error of the command line in one line, with a suggestion or a hint to the help. */
function reportInOneLine(command: Command): void {
  const words = [command.parent?.name(), command.name(), "--help"].filter((word) => word !== undefined);
  const help = `run \`${words.join(" ")}\``;
  command.configureOutput({
    outputError: (text, write) => {
      const [, error = text, guess] = /^error: (.*?)\.?\n(?:\(Did you mean (.*)\?\)\n)?$/s.exec(text) ?? [];
      write(`critgen: ${error}; ${guess === undefined ? help : `did you mean ${guess}?`}\n`);
    },
  });
}
