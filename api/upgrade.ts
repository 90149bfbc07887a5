import { statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { shown } from "../generator/config/file.ts";
import { BUILT_IN_SCHEMA } from "../generator/own/package-root.ts";
import { loadFormat } from "../generator/project/format.ts";
import { replaceAll } from "../generator/write/replace-all.ts";
import { dataOf, type TouchedPlace } from "../upstream/upgrade/data.ts";
import { upgrade as search, type Upgraded } from "../upstream/upgrade/upgrade.ts";
import type { Newer } from "../upstream/upgrade/used.ts";
import { inSteps, type Pause } from "./steps.ts";

/** The newer format: a schema, or another package. */
export interface UpgradeOptions {
  /** Folder of the new schema; by default the built-in one. */
  readonly schema?: string | undefined;
  /** Folders that extend it. */
  readonly extend?: readonly string[] | undefined;
  /** Folder of the new package, in place of a schema. */
  readonly to?: string | undefined;
  /** Name or folder of the only package to upgrade; by default all generated ones that the program uses. */
  readonly package?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A file of the program, before and after all safe edits. */
export interface EditedFile {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** The places of a program that a newer format touches. Nothing is written yet. */
export interface Upgrade {
  /** Names of the generated packages that the program uses. */
  readonly packages: readonly string[];
  readonly places: readonly TouchedPlace[];
  /** Files with safe edits. */
  readonly files: readonly EditedFile[];
  /** Finds the places that are left to people after all safe edits: it compiles the program with them. */
  left(): Promise<readonly TouchedPlace[]>;
  /** Writes all files, or none if one has changed meanwhile or cannot be written. */
  write(): Promise<void>;
}

export async function upgrade(project: string, options: UpgradeOptions, pause: Pause): Promise<Upgrade> {
  const config = statSync(project).isDirectory() ? join(project, "tsconfig.json") : project;
  const newer = newerSide(options);
  await pause();
  const found = search({ config, newer, package: options.package });
  return {
    packages: found.packages,
    places: dataOf(found.touched),
    files: found.files.map(({ path, before, after }) => ({ path, before, after })),
    left: () => inSteps(undefined, async () => dataOf(found.left())),
    write: () => inSteps(undefined, async () => write(config, found)),
  };
}

function newerSide({ schema = BUILT_IN_SCHEMA, extend = [], to }: UpgradeOptions): Newer {
  if (to !== undefined) return { folder: resolve(to) };
  return { model: loadFormat({ schema, extend: extend.map(shown) }) };
}

function write(config: string, { files }: Upgraded): void {
  if (files.length > 0) replaceAll(dirname(resolve(config)), files);
}
