import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Command } from "commander";
import { type Remark, reviewsOf, skippedOf, unverifiedOf } from "../../api/remarks.ts";
import { DEFAULT_OUT } from "../../generator/config/file.ts";
import { type Given as GivenProject, loadProjects } from "../../generator/config/load.ts";
import type { Project } from "../../generator/config/project.ts";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import { packageFile } from "../../generator/own/package-root.ts";
import { fileProblems } from "../../generator/project/in-the-way.ts";
import { inputsOf } from "../../generator/project/inputs.ts";
import type { Update, Verify, Written } from "../../generator/project/update.ts";
import { provedFiles } from "../../generator/write/seal.ts";
import type { ExitCode } from "../run/action.ts";
import { withProjects } from "../run/project.ts";
import { toJson } from "../terminal/problems.ts";
import { progress } from "../terminal/progress.ts";
import { buildHint } from "./build-hint.ts";
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
  return withProjects(given, async (projects, report) => {
    const options = { check, diff, force, json, projects, ...(templates !== undefined && { templates }) };
    if (!given.watch) return runGenerate(options);
    const { runWatch } = await import("./watch.ts");
    return runWatch(options, report, () => loadProjects(given));
  });
}

/** Returns the folder itself, or the one of that path among critgen's own files if the project has none. */
function templatesAt(folder: string): string {
  const own = fileURLToPath(packageFile(folder));
  return !existsSync(folder) && existsSync(own) ? own : folder;
}

/** Options of `critgen generate` for projects. */
export interface GenerateOptions {
  readonly projects: readonly Project[];
  /** Folder of templates that replace the package's own. */
  readonly templates?: string;
  /** Writes nothing, and reports whether the folders are up to date. */
  readonly check: boolean;
  /** Writes nothing, and shows the changes. */
  readonly diff: boolean;
  /** Replaces files that were edited by hand or are in the way. */
  readonly force: boolean;
  /** Prints JSON. */
  readonly json?: boolean;
}

/**
 * Generates once, and prints the results. The exit code is 1 if `--check` or `--diff` finds a folder out of date, or
 * `--check` finds a row to review.
 *
 * @param verify verifies the files; by default as their target does
 */
export async function runGenerate(options: GenerateOptions, verify?: Verify): Promise<0 | 1> {
  const { projects, templates, force } = options;
  if (templates === undefined && proved(options)) return 0;
  // The code that renders is slow to load.
  const { planUpdates, writeUpdates } = await import("../../generator/project/update.ts");
  const updates = await planUpdates(projects, { templates, progress });
  const reviews = unique(updates.flatMap(({ model }) => reviewsOf(model)));
  for (const { message } of reviews) console.error(`critgen: ${message}`);
  for (const { message } of unique(updates.flatMap(({ model }) => skippedOf(model))))
    console.error(`critgen: ${message}`);
  const stale = updates.filter(({ differences }) => differences.length > 0);
  const changes = options.json === true ? new Map() : await describeChanges(stale);
  if (stale.length > 0 && options.diff) return showDiff(stale, changes, projects.length > 1);
  if (stale.length > 0 && options.check) return showCheck(options, stale, changes);
  if (stale.length > 0) announce(options, updates);
  const written = await writeUpdates(stale, { force, verify, progress });
  const notes = unique(written.flatMap(({ update, unverified }) => unverifiedOf(unverified, update.project, projects)));
  for (const { message } of notes) console.error(`critgen: ${message}`);
  if (options.json === true) console.log(toJson([...reviews, ...notes]));
  else for (const update of updates) printDone(options, update, { changes, written });
  return options.check && reviews.length > 0 ? 1 : 0;
}

/** Prints the results and returns true if seals prove that all folders are up to date, so that nothing is rendered. */
function proved({ projects, json, check }: GenerateOptions): boolean {
  const counts = projects.map((project) => ({ project, count: provedFiles(project.out, inputsOf(project)) }));
  if (counts.some(({ count }) => count === undefined)) return false;
  if (json === true) console.log(toJson([]));
  else for (const { project, count = 0 } of counts) printUpToDate(project, count, !check);
  return true;
}

function printUpToDate(project: Project, count: number, isHinted: boolean): void {
  printLine(`${shownFolder(project.out)}: ${count} files, all up to date`, isHinted ? project : undefined);
}

/** Prints a line, and the hint to build a project if it needs one. */
function printLine(line: string, project: Project | undefined): void {
  const hint = project && buildHint(project, shownFolder(project.out));
  console.log(hint === undefined ? line : `${line}\n${hint}`);
}

function unique(remarks: readonly Remark[]): Remark[] {
  return [...new Map(remarks.map((remark) => [remark.message, remark])).values()];
}

/** Announces the first run without any choice: it is about to generate all images. */
function announce({ templates, json }: GenerateOptions, [update]: readonly Update[]): void {
  if (update === undefined) return;
  const { source, name, images: chosen, out } = update.project;
  const hasChosen = [templates, source, name, chosen].some((choice) => choice !== undefined) || out !== DEFAULT_OUT;
  if (hasChosen || json === true || existsSync(out)) return;
  const what = `generating modules for all ${update.model.images.length} images in ./${shownFolder(out)}`;
  console.error(`critgen: there is no critgen.yaml: ${what}; choose fewer with \`critgen init\` or --images`);
}

/** Changes of the format since folders were generated, as text, by their update. Those without changes are missing. */
type Changes = ReadonlyMap<Update, string>;

interface Done {
  readonly changes: Changes;
  readonly written: readonly Written[];
}

/** Prints the result for a folder. */
function printDone({ templates, check }: GenerateOptions, update: Update, { changes, written }: Done): void {
  const { project } = update;
  const out = shownFolder(project.out);
  const change = changes.get(update);
  if (change !== undefined) console.log(`${change}\n`);
  const differences = written.find((one) => one.update === update)?.differences;
  const isHinted = templates === undefined && !check;
  if (differences === undefined) printUpToDate(project, countOf(update), isHinted);
  else printLine(`${out}: ${writtenText(differences)} (${countOf(update)} files)`, isHinted ? project : undefined);
}

async function describeChanges(updates: readonly Update[]): Promise<Changes> {
  const { formatBefore } = await import("../../generator/project/update.ts");
  const changes = new Map<Update, string>();
  for (const update of updates) {
    if (formatBefore(update) === undefined) continue;
    const { changesText } = await import("./changes.ts");
    const text = changesText(update);
    if (text !== "") changes.set(update, text);
  }
  return changes;
}

/** @param isPath whether patches name files by their path: with several packages, names in a package are not enough */
async function showDiff(updates: readonly Update[], changes: Changes, isPath: boolean): Promise<1> {
  for (const update of updates) {
    const change = changes.get(update);
    if (change !== undefined) console.error(change);
    const folder = isPath ? `${shownFolder(update.project.out)}/` : "";
    for await (const patch of patches(update, folder)) console.log(patch);
    for (const line of lostText(update, folder)) console.error(`critgen: ${line}`);
  }
  return 1;
}

function showCheck({ json }: GenerateOptions, updates: readonly Update[], changes: Changes): 1 {
  if (json === true) {
    console.log(toJson(updates.flatMap(({ project, differences }) => fileProblems(project.out, differences))));
  } else console.error(updates.map((update) => outOfDateText(update, changes.get(update) ?? "")).join("\n"));
  return 1;
}
