import { existsSync, linkSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { stdout } from "node:process";
import {
  type Checkpoint,
  type Comparison,
  compareCheckpoints,
  EditError,
  type Edited,
  type Recipe,
} from "criu-checkpoint";
import { editCheckpoint, openCheckpoint } from "criu-checkpoint/node";
import { printable } from "../../generator/text/printable.ts";
import { toJson } from "../../inspect/compare/json.ts";
import { located } from "../../inspect/open/located.ts";
import { stepsIn } from "../../inspect/recipe/steps.ts";
import { toText } from "../compare/text.ts";
import { formOf } from "../options/form-of.ts";
import type { ExitCode } from "../run/action.ts";
import { abortable } from "../saving/abortable.ts";
import { save } from "../saving/save.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { stepsOf } from "./steps.ts";
import { summary } from "./text.ts";

interface Given {
  readonly parent: readonly string[];
  readonly out?: string;
  readonly inPlace?: true;
  readonly dryRun: boolean;
  readonly json: boolean;
}

export async function run(path: string, recipe: string | undefined, given: Given): Promise<ExitCode> {
  if (given.out === undefined && given.inPlace !== true && !given.dryRun) {
    console.error("critgen: give -o <path>, --in-place or --dry-run; run `critgen edit --help`");
    return 2;
  }
  try {
    const steps = [...(recipe === undefined ? [] : stepsIn(readRecipe(recipe), recipe)), ...stepsOf({ ...given })];
    if (steps.length === 0) throw new EditError("no steps are given: name a recipe, or options such as --set");
    return await abortable((signal) => edit(path, steps, given, signal));
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    console.error(`critgen: ${printable(error.message)}`);
    return 1;
  }
}

function readRecipe(file: string): string {
  return readFileSync(file === "-" ? 0 : file, "utf8");
}

async function edit(path: string, steps: Recipe, given: Given, signal: AbortSignal): Promise<ExitCode> {
  const source = await openCheckpoint(path, { parents: given.parent, signal }).catch((error: unknown) => {
    throw located(path, error);
  });
  try {
    if (given.inPlace === true && !existsSync(path))
      throw new EditError("is in another archive: write the result with -o", path);
    const edited = await editCheckpoint(source, steps, { signal });
    // A checkpoint that is replaced cannot be compared afterwards.
    const comparison = given.json || given.dryRun ? await compareCheckpoints(source, edited.checkpoint) : undefined;
    await write(path, edited, given, signal);
    noteAll(edited, given);
    report(path, edited, comparison, given);
    return 0;
  } finally {
    await source.close();
  }
}

/** Tells what changes, as `critgen compare` does; without `--json` and `--dry-run` only how much. */
function report(path: string, { edits }: Edited, comparison: Comparison | undefined, { json, out }: Given): void {
  if (comparison === undefined)
    console.log(`${summary(edits)} changed${out === undefined ? "" : `: ${printable(out)}`}`);
  else if (json) console.log(toJson([path, out ?? path], comparison, true));
  else console.log(toText(comparison, terminalOf(stdout), { noise: true, all: true }).join("\n"));
}

/** Reports steps without an effect, and a parent that an archive lacks. */
function noteAll({ checkpoint, notes }: Edited, { dryRun, out }: Given): void {
  for (const note of notes) console.error(`critgen: ${printable(note)}`);
  if (out !== undefined && !dryRun && checkpoint.parentPath !== undefined && formOf(out, checkpoint) !== "folder")
    console.error(
      `critgen: ${printable(out)} lacks the parent of the dump: give it with --parent, or use critgen flatten`,
    );
}

async function write(path: string, { checkpoint }: Edited, given: Given, signal: AbortSignal): Promise<void> {
  const { out, inPlace, dryRun } = given;
  if (dryRun) return;
  if (out !== undefined) return save(checkpoint, out, { form: formOf(out, checkpoint), signal });
  if (inPlace === true) await replace(resolve(path), checkpoint, signal);
}

/**
 * Puts the changed checkpoint in the place of the old one, in the same form whatever its name is. The old one gets the
 * ending .bak: at each moment, it is there under one of both names, and an archive's path always has one of both.
 */
async function replace(path: string, checkpoint: Checkpoint, signal: AbortSignal): Promise<void> {
  const backup = `${path}.bak`;
  if (existsSync(backup)) throw new EditError("is there already: remove it first", backup);
  const draft = join(dirname(path), `.${basename(path)}.edited`);
  rmSync(draft, { recursive: true, force: true });
  await save(checkpoint, draft, { signal });
  keep(path, backup);
  renameSync(draft, path);
}

/** Gives a checkpoint a second name. A folder cannot have two, nor a file on some file systems: it moves. */
function keep(path: string, backup: string): void {
  try {
    linkSync(path, backup);
  } catch {
    renameSync(path, backup);
  }
}
