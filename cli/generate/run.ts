import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { DEFAULT_OUT, type Given as GivenProject, loadProject, type Project } from "../../generator/config/load.ts";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import { packageFile } from "../../generator/own/package-root.ts";
import { fileProblems } from "../../generator/project/in-the-way.ts";
import { formatBefore, planUpdate, type Update, type Verify, writeUpdate } from "../../generator/project/update.ts";
import type { ExitCode } from "../run/action.ts";
import { withProject } from "../run/project.ts";
import { toJson } from "../terminal/problems.ts";
import { progress } from "../terminal/progress.ts";
import { buildHint } from "./build-hint.ts";
import { type Remark, reviewsOf, skippedOf, unverifiedOf } from "./remarks.ts";
import { countOf, lostText, outOfDateText, patches, writtenText } from "./text.ts";

interface Given extends GivenProject {
  readonly templates?: string;
  readonly check: boolean;
  readonly diff: boolean;
  readonly force: boolean;
  readonly watch: boolean;
  readonly json: boolean;
}

export function run(given: Given, command: Command): Promise<ExitCode> {
  const { check, diff, force, json } = given;
  const templates = given.templates === undefined ? undefined : templatesAt(given.templates);
  if (templates !== undefined && given.out === undefined) {
    command.error("error: --templates needs a folder to write: add --out <dir>");
  }
  return withProject(given, async (project, report) => {
    const options = { check, diff, force, json, project, ...(templates !== undefined && { templates }) };
    if (!given.watch) return runGenerate(options);
    const { runWatch } = await import("./watch.ts");
    return runWatch(options, report, () => loadProject(given));
  });
}

/** Returns the folder itself, or the one of that path among critgen's own files if the project has none. */
function templatesAt(folder: string): string {
  const own = fileURLToPath(packageFile(folder));
  return !existsSync(folder) && existsSync(own) ? own : folder;
}

/** Options of `critgen generate` for a project. */
export interface GenerateOptions {
  readonly project: Project;
  /** Folder of templates that replace the package's own. */
  readonly templates?: string;
  /** Writes nothing, and reports whether the folder is up to date. */
  readonly check: boolean;
  /** Writes nothing, and shows the changes. */
  readonly diff: boolean;
  /** Replaces files that were edited by hand or are in the way. */
  readonly force: boolean;
  /** Prints JSON. */
  readonly json?: boolean;
}

/**
 * Generates once, and prints the result. The exit code is 1 if `--check` or `--diff` finds the folder out of date, or
 * `--check` finds a row to review.
 *
 * @param verify verifies the files; by default as their target does
 */
export async function runGenerate(options: GenerateOptions, verify?: Verify): Promise<0 | 1> {
  const { project, templates, force } = options;
  const update = await planUpdate(project, { templates, progress });
  const reviews = reviewsOf(update.model);
  for (const { message } of reviews) console.error(`critgen: ${message}`);
  for (const line of skippedOf(update.model)) console.error(`critgen: ${line}`);
  const out = shownFolder(project.out);
  if (update.differences.length === 0) {
    done(options, `${out}: ${countOf(update)} files, all up to date`, reviews);
    return options.check && reviews.length > 0 ? 1 : 0;
  }
  const changes = options.json === true ? "" : await describeChanges(update);
  if (options.diff) return showDiff(update, changes);
  if (options.check) return showCheck(options, update, changes);
  announce(options, update.model.images.length);
  const { differences, unverified } = await writeUpdate(update, { force, verify, progress });
  const notes = unverifiedOf(unverified);
  for (const { message } of notes) console.error(`critgen: ${message}`);
  if (changes !== "") console.log(`${changes}\n`);
  done(options, `${out}: ${writtenText(differences)} (${countOf(update)} files)`, [...reviews, ...notes]);
  return 0;
}

/** Announces the first run without any choice: it is about to generate all images. */
function announce({ project, templates, json }: GenerateOptions, images: number): void {
  const { source, name, images: chosen, out } = project;
  const hasChosen = [templates, source, name, chosen].some((choice) => choice !== undefined) || out !== DEFAULT_OUT;
  if (hasChosen || json === true || existsSync(out)) return;
  const what = `generating modules for all ${images} images in ./${shownFolder(out)}`;
  console.error(`critgen: there is no critgen.yaml: ${what}; choose fewer with \`critgen init\` or --images`);
}

function done({ project, templates, check, json }: GenerateOptions, text: string, remarks: readonly Remark[]): void {
  const hint = templates === undefined && !check ? buildHint(project, shownFolder(project.out)) : undefined;
  const lines = hint === undefined ? text : `${text}\n${hint}`;
  console.log(json === true ? toJson(remarks) : lines);
}

/** Describes the changes of the format since the folder was generated. Empty without changes. */
async function describeChanges(update: Update): Promise<string> {
  const before = formatBefore(update);
  if (before === undefined) return "";
  const { changesText } = await import("./changes.ts");
  return changesText(shownFolder(update.project.out), before, update.snapshot);
}

async function showDiff(update: Update, changes: string): Promise<1> {
  if (changes !== "") console.error(changes);
  for await (const patch of patches(update)) console.log(patch);
  for (const line of lostText(update)) console.error(`critgen: ${line}`);
  return 1;
}

function showCheck({ project, json }: GenerateOptions, update: Update, changes: string): 1 {
  if (json === true) console.log(toJson(fileProblems(project.out, update.differences)));
  else console.error(outOfDateText(update, changes));
  return 1;
}
