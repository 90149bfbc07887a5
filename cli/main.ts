#!/usr/bin/env node
import process from "node:process";
import { CommanderError } from "commander";
import { wordsOfCommand } from "../generator/files/path.ts";
import { printableLines } from "../generator/model/printable.ts";
import { createProgram } from "./program.ts";
import { onFirstUse } from "./streams.ts";

onFirstUse("stdout", (stream) => stream.on("error", stopWriting));
// Where nobody hears what is wrong, the exit code still tells that something is.
onFirstUse("stderr", (stream) => stream.on("error", () => {}));

/** Resolves when the command is done, or has said what is wrong. */
export const done: Promise<unknown> = createProgram(process.argv[2]).parseAsync(wordsOfCommand()).catch(report);

/** Whoever reads the output may stop reading: that is no error (`critgen … | head`). A full disk is one. */
function stopWriting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") report(Object.assign(error, { path: "standard output" }));
  process.exit();
}

function report(error: unknown): void {
  // What is wrong with the words of the command line, commander has told already; that there is help, too.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  console.error(`critgen: ${printableLines(error instanceof Error ? explain(error) : String(error))}`);
  process.exitCode = 2;
}

/** What the system says against a file begins with the file, not with the system's code and call. */
function explain({ message, path }: NodeJS.ErrnoException): string {
  const [, reason] = /^E[A-Z0-9]+: (.*?), \w+(?: '.*)?$/s.exec(message) ?? [];
  return path === undefined || reason === undefined ? message : `${path}: ${reason}`;
}
