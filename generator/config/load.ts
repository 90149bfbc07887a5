import { resolve } from "node:path";
import type { SchemaFiles } from "../load/files.ts";
import { FULL, PARTS } from "../model/config.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { isModule } from "../targets/outside.ts";
import type { Target } from "../targets/target.ts";
import { DEFAULT_TARGET } from "../targets/targets.ts";
import { below, DEFAULT_OUT, type GivenConfig, openConfig, type PackageConfig, type Settings } from "./file.ts";
import { licenseTextIn } from "./license.ts";
import { overlaps } from "./overlaps.ts";
import { chosenPackages, type Listed, listedIn } from "./packages.ts";
import { problemsOf } from "./problems.ts";
import type { Project } from "./project.ts";
import { targetOf } from "./target.ts";
import { repositoryOf } from "./values.ts";

/** Options of the command line that override critgen.yaml. */
export interface Given extends GivenConfig {
  readonly target?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly out?: string | undefined;
  /** Folder of templates to render instead: the packages of a list do not matter. */
  readonly templates?: string | undefined;
  /** Source of the config's text; the disk by default. */
  readonly files?: SchemaFiles | undefined;
  /** Leaves targets outside of critgen alone, whose code would run: nothing is checked that depends on them. */
  readonly ownTargets?: boolean | undefined;
}

/**
 * Reads critgen.yaml, if there is one, and fills in defaults: a project for each package. The command line takes
 * precedence. Loads the targets, and so runs the code of those outside of critgen.
 *
 * @throws {SchemaError} with all problems of the file
 */
export async function loadProjects(given: Given): Promise<readonly Project[]> {
  const file = openConfig(given);
  const listed = listedIn(file, given.templates === undefined);
  const chosen = listed.length === 1 ? listed.map((one) => override(one, given)) : chosenPackages(listed, given);
  const loaded = await Promise.all(chosen.map((one) => load(one, file.folder, given)));
  const projects = loaded.map(({ project }) => ({ ...project, schema: file.schema, extend: file.extend }));
  refuse([...loaded.flatMap(({ problems }) => problems), ...overlaps(projects)]);
  return projects;
}

/** Returns the only package with the options of the command line: its paths are relative to the current folder. */
function override({ raw, source }: Listed, { target, name }: Given): Listed {
  const named = target === undefined ? {} : { target: isModule(target) ? resolve(target) : target };
  return { raw: { ...raw, ...named, ...(name !== undefined && { name }) }, source };
}

interface Loaded {
  readonly project: Omit<Project, keyof Settings>;
  readonly problems: readonly Problem[];
}

async function load({ raw, source }: Listed, folder: string, given: Given): Promise<Loaded> {
  const isSkipped = given.ownTargets === true && isModule(raw.target ?? "");
  const found = await targetOf(isSkipped ? undefined : raw.target, folder);
  const target = "problem" in found ? DEFAULT_TARGET : found.target;
  // A license file belongs to a license that the config names.
  const licenseText = raw.license === undefined ? undefined : licenseTextIn(folder);
  const problems = isSkipped ? [] : problemsOf(raw, { found, licenseText, source, given });
  return { project: { ...projectOf(raw, target, folder, given), licenseText, source }, problems };
}

function projectOf(raw: PackageConfig, target: Target, folder: string, given: Given) {
  const output = raw.output ?? (raw.name === undefined ? "sources" : "package");
  return {
    target,
    name: raw.name,
    version: raw.version ?? FULL.version,
    description: raw.description ?? FULL.description,
    license: raw.license ?? FULL.license,
    repository: raw.repository === undefined ? undefined : repositoryOf(raw.repository),
    homepage: raw.homepage,
    bugs: raw.bugs,
    images: given.images ?? raw.images,
    parts: PARTS.filter((part) => part === "codec" || raw.parts?.includes(part)),
    output: target.build === undefined ? ("sources" as const) : output,
    optional: raw.optional ?? FULL.optional,
    out: given.out ?? below(folder, raw.out ?? DEFAULT_OUT),
    budget: raw.budget ?? {},
  };
}

/** Refuses a config with problems. Packages share keys: a problem is reported once. */
function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
  throw new SchemaError([...unique.values()], first.at.file);
}
