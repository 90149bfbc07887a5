import type { Project } from "../config/project.ts";
import { labelOf } from "../config/project.ts";
import { SchemaError } from "../model/problem.ts";
import { withManifest } from "../package.ts";
import type { RenderMap } from "../render/render.ts";
import type { EarlierModules, Target, Verdict } from "../targets/target.ts";
import { compare, type Difference } from "../write/compare.ts";
import { withLock } from "../write/lock.ts";
import { readSnapshot } from "../write/manifest.ts";
import type { Snapshot } from "../write/manifest-text.ts";
import { write } from "../write/write.ts";
import { inTheWay, refuseToOverwrite } from "./in-the-way.ts";
import { hasRemarks, inputsOf } from "./inputs.ts";
import { arrange, built, Defects } from "./product.ts";
import { type Progress, quietly } from "./progress.ts";
import { type Rendered, renderProject } from "./render.ts";

/* Brings the folders of projects up to date, in two steps: the first writes nothing. */

/** Files of a project's folder as they should be, and the differences from those that it has. */
export interface Update extends Rendered {
  readonly project: Project;
  /** Folder of templates that replace the package's own. */
  readonly templates: string | undefined;
  /** All files, with the manifest. */
  readonly files: RenderMap;
  readonly differences: readonly Difference[];
}

/** Verifies the rendered files of a target. */
export type Verify = (files: RenderMap, target: Target) => Verdict | Promise<Verdict>;

interface PlanOptions {
  readonly templates?: string | undefined;
  readonly progress?: Progress;
}

/**
 * Renders and builds projects, and compares their folders with the results.
 *
 * @throws {SchemaError} with all problems of the schema
 * @throws {Error} if a package does not compile; it names the package if there are several
 */
export async function planUpdates(projects: readonly Project[], options: PlanOptions = {}): Promise<readonly Update[]> {
  const updates: Update[] = [];
  const earlier: EarlierModules = new Map();
  for (const project of projects) {
    updates.push(await naming(project, projects, () => planUpdate(project, { ...options, earlier })));
  }
  return updates;
}

async function planUpdate(
  project: Project,
  { templates, progress = quietly, earlier }: PlanOptions & { readonly earlier: EarlierModules },
): Promise<Update> {
  const inputs = inputsOf(project);
  const rendered = await renderProject(project, templates);
  const { sources, snapshot } = rendered;
  const product =
    templates !== undefined
      ? sources
      : project.output === "package"
        ? await built(project, sources, { progress, earlier })
        : arrange(project, sources);
  // A file of the schema may have changed since the first hash.
  const isSealed = templates === undefined && !hasRemarks(rendered.model) && inputs === inputsOf(project);
  const files = withManifest(product, snapshot, isSealed ? inputs : undefined);
  return { ...rendered, project, templates, files, differences: compare(project.out, files) };
}

/** Runs a step for a project. If there are several, errors name its package. */
async function naming<T>(project: Project, all: readonly Project[], step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (all.length === 1 || error instanceof SchemaError || inTheWay(error) !== undefined) throw error;
    throw new Error(`${labelOf(project)}: ${(error as Error).message}`, { cause: error });
  }
}

export interface WriteOptions {
  /** Replaces files that were edited by hand or are in the way. */
  readonly force: boolean;
  /** Verifies the files; by default as their target does. */
  readonly verify?: Verify | undefined;
  readonly progress?: Progress;
}

/** Result of an update. */
export interface Written {
  readonly update: Update;
  /** Differences that the folder had. */
  readonly differences: readonly Difference[];
  /** Reason why the files were not verified, or not completely. */
  readonly unverified: string | undefined;
}

/**
 * Writes the files of updates, each folder as a whole. Nothing is written before all of them are verified.
 *
 * @throws {Error} if a file is in the way, or the sources do not compile
 */
export async function writeUpdates(updates: readonly Update[], options: WriteOptions): Promise<readonly Written[]> {
  const projects = updates.map(({ project }) => project);
  const verdicts: Verdict[] = [];
  for (const update of updates) {
    verdicts.push(await naming(update.project, projects, () => verifyUpdate(update, options)));
  }
  const written: Written[] = [];
  for (const [i, update] of updates.entries()) {
    const differences = await writeUpdate(update, options);
    written.push({ update, differences, unverified: verdicts[i]?.unverified });
  }
  return written;
}

async function verifyUpdate(update: Update, { force, verify, progress = quietly }: WriteOptions): Promise<Verdict> {
  const { project, templates, sources, differences } = update;
  if (!force) refuseToOverwrite(project.out, differences);
  // A build has checked the types already. Output of the user's own templates is not compiled.
  if (templates !== undefined || project.output === "package") return { defects: [] };
  const { target } = project;
  const what = `verifying ${sources.size} files`;
  const verdict = await progress(what, async () => (verify ?? target.verify)(sources, target));
  if (verdict.defects.length > 0) throw new Defects(verdict.defects);
  return verdict;
}

function writeUpdate({ project, files }: Update, { force }: WriteOptions): Promise<readonly Difference[]> {
  return withLock(project.out, () => {
    // A file may have been edited, or written by another run, since the first comparison.
    const now = compare(project.out, files);
    if (!force) refuseToOverwrite(project.out, now);
    write(project.out, files, now);
    return now;
  });
}

/** Returns the format that the folder was generated from; undefined if it is unknown, or the same. */
export function formatBefore({ project, snapshot }: Update): Snapshot | undefined {
  const before = readSnapshot(project.out);
  return before === undefined || JSON.stringify(before) === JSON.stringify(snapshot) ? undefined : before;
}
