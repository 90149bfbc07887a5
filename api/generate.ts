import type { CritgenConfig } from "../generator/config/file.ts";
import { type Given, loadProjects } from "../generator/config/load.ts";
import type { Model } from "../generator/model/model.ts";
import type { Progress } from "../generator/project/progress.ts";
import { planUpdates, type Update, writeUpdates } from "../generator/project/update.ts";
import type { Difference } from "../generator/write/compare.ts";
import { dataOf, type FormatChange } from "../upstream/diff/json.ts";
import { changesOf } from "./changes.ts";
import { type Remark, reviewsOf, skippedOf } from "./remarks.ts";
import { inSteps, type Pause } from "./steps.ts";

/** Packages to generate. Keys beside `config` take precedence over it, as the options of `critgen generate` do. */
export interface GenerateOptions {
  /** Path of a critgen.yaml, or its content; by default all images, in TypeScript. */
  readonly config?: string | CritgenConfig | undefined;
  /** Folder that paths of such a content are relative to; by default the current one. */
  readonly folder?: string | undefined;
  readonly schema?: string | undefined;
  readonly target?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly out?: string | undefined;
  /** Folder of templates to render instead of the files of packages. */
  readonly templates?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A package as it should be, beside the folder as it is. */
export interface GeneratedPackage {
  /** Name; absent for modules without a package. */
  readonly name: string | undefined;
  /** Language, such as `TypeScript`. */
  readonly language: string;
  /** Output folder. */
  readonly out: string;
  /** Model of the chosen images. */
  readonly model: Model;
  /** Texts of all files by their paths in the folder; `.critgen.json` lists them. */
  readonly files: ReadonlyMap<string, string>;
  /** Differences of the folder from these files. */
  readonly differences: readonly Difference[];
  /** Changes of the format since the folder was generated. */
  readonly changes: readonly FormatChange[];
  /** Rows and versions that need a review, and declarations that are skipped. */
  readonly remarks: readonly Remark[];
}

/** Options of writing. */
export interface WriteOptions {
  /** Whether to replace files that were edited by hand or are in the way. */
  readonly force?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A folder that was written. */
export interface WrittenPackage {
  readonly out: string;
  /** Differences that the folder had. */
  readonly differences: readonly Difference[];
  /** Reason why the files were not verified, or not completely. */
  readonly unverified: string | undefined;
}

/** Generated packages. Nothing is written yet. */
export interface Generated {
  readonly packages: readonly GeneratedPackage[];
  /**
   * Verifies the packages whose folders differ, then writes each of these folders as a whole. The last step, some
   * milliseconds of renaming, delays signals that end the process.
   *
   * @throws {CritgenError} `in-the-way`, `defect`; then nothing is written
   */
  write(options?: WriteOptions): Promise<readonly WrittenPackage[]>;
}

export async function generate(given: Given, pause: Pause): Promise<Generated> {
  const projects = await loadProjects(given);
  await pause();
  const updates = await planUpdates(projects, { templates: given.templates, progress: pausing(pause) });
  return { packages: updates.map(packageOf), write: (options) => write(updates, options) };
}

function packageOf(update: Update): GeneratedPackage {
  const { project, model, files, differences } = update;
  const { name, out, target } = project;
  const changes = dataOf(changesOf(update), ({ breaks }) => breaks.length > 0);
  const remarks = [...reviewsOf(model), ...skippedOf(model)];
  return { name, language: target.naming.language, out, model, files, differences, changes, remarks };
}

function write(updates: readonly Update[], { force = false, signal }: WriteOptions = {}): Promise<WrittenPackage[]> {
  return inSteps(signal, async (pause) => {
    const stale = updates.filter(({ differences }) => differences.length > 0);
    const written = await writeUpdates(stale, { force, progress: pausing(pause) });
    return written.map(({ update, differences, unverified }) => ({ out: update.project.out, differences, unverified }));
  });
}

/** Pauses before each slow step. */
function pausing(pause: Pause): Progress {
  return async (_, step) => {
    await pause();
    return step();
  };
}
