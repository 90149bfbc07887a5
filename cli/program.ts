import process from "node:process";
import { Command, Help } from "commander";
import { versionOfCritgen } from "../generator/model/version.ts";
import { defineAudit } from "./audit.ts";
import { defineCompat } from "./compat.ts";
import { defineCompletion } from "./completion.ts";
import { defineDecode, defineShow } from "./decode.ts";
import { defineDiff } from "./diff.ts";
import { defineDissect } from "./dissect.ts";
import { defineEncode } from "./encode.ts";
import { defineExplain } from "./explain.ts";
import { defineGenerate } from "./generate.ts";
import { defineHelp, refuseUnknown } from "./help.ts";
import { defineImport } from "./import.ts";
import { defineInfo } from "./info.ts";
import { defineInit } from "./init.ts";
import { defineMagic } from "./magic.ts";
import { defineSize } from "./size.ts";
import { defineX } from "./x.ts";

/**
 * What `critgen` can do, under the headings of its help and in their order. Each loads what it runs only when it is
 * run.
 */
const COMMANDS: Readonly<Record<string, Readonly<Record<string, (program: Command) => void>>>> = {
  "The compiler:": {
    init: defineInit,
    generate: defineGenerate,
    explain: defineExplain,
    size: defineSize,
    import: defineImport,
    diff: defineDiff,
    audit: defineAudit,
    magic: defineMagic,
  },
  "Images and checkpoints:": {
    decode: defineDecode,
    encode: defineEncode,
    show: defineShow,
    info: defineInfo,
    dissect: defineDissect,
    x: defineX,
    compat: defineCompat,
  },
  "This tool:": { completion: (program) => defineCompletion(program, createProgram), help: defineHelp },
};

const DESCRIPTION =
  "Compiles CRIU's image format into typed TypeScript readers and writers; reads, edits and explains the images.";

const MORE = `
Examples:
  critgen x checkpoint ps             the processes in a checkpoint's folder
  critgen show checkpoint/pstree.img  what is in one of its images
  critgen help decode                 more of a command, with examples

Manual: \`man critgen\`, all commands on one page.

Exit code: 0 done; 1 something was found, as each command says: a difference,
a finding, a broken image; 2 could not run.
`;

/** Commander's own way to show things. */
const plain = new Help();

/**
 * The command line as it is defined: what runs it, its help, its manual and the completions of shells use this.
 *
 * @param word the first word of a command line: where it names a command, that one alone is defined, which is quicker
 */
export function createProgram(word?: string): Command {
  const program = new Command("critgen")
    .usage("<command> [options]")
    .description(DESCRIPTION)
    .version(versionOfCritgen(), "-V, --version", "print the version")
    .helpOption("-h, --help", "print this help")
    .configureHelp({
      subcommandTerm: (command) => command.name(),
      // That a flag is off where it is not given goes without saying.
      optionDescription: (option) => (option.isBoolean() ? option.description : plain.optionDescription(option)),
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

/** What is wrong with the words of a command line is told in one line, with what was meant or where help is. */
function reportInOneLine(command: Command): void {
  const words = [command.parent?.name(), command.name(), "--help"].filter((word) => word !== undefined);
  const help = `\`${words.join(" ")}\` shows what there is`;
  command.configureOutput({
    outputError: (text, write) => {
      const [, what = text, guess] = /^error: (.*?)\.?\n(?:\(Did you mean (.*)\?\)\n)?$/s.exec(text) ?? [];
      write(`critgen: ${what}; ${guess === undefined ? help : `did you mean ${guess}?`}\n`);
    },
  });
}
