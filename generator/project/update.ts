import type { Project } from "../config/load.ts";
import { withManifest } from "../package.ts";
import type { RenderMap } from "../render/render.ts";
import type { Verdict, Verifier } from "../targets/target.ts";
import { compare, type Difference } from "../write/compare.ts";
import { withLock } from "../write/lock.ts";
import { readSnapshot, type Snapshot } from "../write/manifest.ts";
import { write } from "../write/write.ts";
import { refuseToOverwrite } from "./in-the-way.ts";
import { arrange, built, Defects } from "./product.ts";
import { type Progress, quietly } from "./progress.ts";
import { type Rendered, renderProject } from "./render.ts";

/* Brings the folder of a project up to date, in two steps: the first writes nothing. */

/** Files of a project's folder as they should be, and the differences from those that it has. */
export interface Update extends Rendered {
  readonly project: Project;
  /** Folder of templates that replace the package's own. */
  readonly templates: string | undefined;
  /** All files, with the manifest. */
  readonly files: RenderMap;
  readonly differences: readonly Difference[];
}

/** Verifies rendered files. */
export type Verify = (...given: Parameters<Verifier>) => ReturnType<Verifier>;

/**
 * Renders and builds a project, and compares its folder with the result.
 *
 * @throws {SchemaError} with all problems of the schema
 * @throws {Defects} if a package does not compile
 */
export async function planUpdate(
  project: Project,
  { templates, progress = quietly }: { readonly templates?: string | undefined; readonly progress?: Progress } = {},
): Promise<Update> {
  const rendered = await renderProject(project, templates);
  const { sources, snapshot } = rendered;
  const product =
    templates !== undefined
      ? sources
      : project.output === "package"
        ? await built(project, sources, progress)
        : arrange(project, sources);
  const files = withManifest(product, snapshot);
  return { ...rendered, project, templates, files, differences: compare(project.out, files) };
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
  /** Differences that the folder had. */
  readonly differences: readonly Difference[];
  /** Reason why the files were not verified, or not completely. */
  readonly unverified: string | undefined;
}

/**
 * Writes the files of an update: all of them, or none.
 *
 * @throws {Error} if a file is in the way, or the sources do not compile
 */
export async function writeUpdate(update: Update, options: WriteOptions): Promise<Written> {
  const { project, templates, files, differences } = update;
  if (!options.force) refuseToOverwrite(project.out, differences);
  // A build has checked the types already. Output of the user's own templates is not compiled.
  const isChecked = templates !== undefined || project.output === "package";
  const { unverified } = isChecked ? {} : await refuseDefects(update, options);
  return withLock(project.out, () => {
    // A file may have been edited, or written by another run, since the first comparison.
    const now = compare(project.out, files);
    if (!options.force) refuseToOverwrite(project.out, now);
    write(project.out, files, now);
    return { differences: now, unverified };
  });
}

async function refuseDefects(update: Update, { verify, progress = quietly }: WriteOptions): Promise<Verdict> {
  const { sources, project } = update;
  const what = `verifying ${sources.size} files`;
  const verdict = await progress(what, async () => (verify ?? project.target.verify)(sources));
  if (verdict.defects.length > 0) throw new Defects(verdict.defects);
  return verdict;
}

/** Returns the format that the folder was generated from; undefined if it is unknown, or the same. */
export function formatBefore({ project, snapshot }: Update): Snapshot | undefined {
  const before = readSnapshot(project.out);
  return before === undefined || JSON.stringify(before) === JSON.stringify(snapshot) ? undefined : before;
}
