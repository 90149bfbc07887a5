#!/usr/bin/env node
import process from "node:process";
import { CommanderError } from "commander";
import { printableLines } from "../generator/text/printable.ts";
import { createProgram } from "./program.ts";
import { onFirstUse } from "./terminal/streams.ts";
import { wordsOfCommand } from "./words.ts";

onFirstUse("stdout", (stream) => stream.on("error", stopWriting));
// If standard error is closed, the exit code still reports the failure.
onFirstUse("stderr", (stream) => stream.on("error", () => {}));

/** Promise that resolves when the command is done, or has reported its error. */
export const done: Promise<unknown> = createProgram(process.argv[2]).parseAsync(wordsOfCommand()).catch(report);

/** Ends the process if standard output fails. A closed pipe (`critgen … | head`) is no error; a full disk is one. */
function stopWriting(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") report(Object.assign(error, { path: "standard output" }));
  process.exit();
}

function report(error: unknown): void {
  // Commander has already reported the errors of the command line itself, with the hint to the help.
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
    return;
  }
  console.error(`critgen: ${printableLines(error instanceof Error ? explain(error) : String(error))}`);
  process.exitCode = 2;
}

/** Formats a system error as `file: reason`. */
function explain({ message, path }: NodeJS.ErrnoException): string {
  const [, reason] = /^E[A-Z0-9]+: (.*?), \w+(?: '.*)?$/s.exec(message) ?? [];
  return path === undefined || reason === undefined ? message : `${path}: ${reason}`;
}
