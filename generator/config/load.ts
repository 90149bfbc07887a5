import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { openAs } from "../load/open.ts";
import type { YamlSource } from "../load/source.ts";
import { type Config, FULL, PARTS, type Part } from "../model/config.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { BUILT_IN_SCHEMA } from "../own/package-root.ts";
import type { Target } from "../targets/target.ts";
import { licenseTextIn, missingText } from "./license.ts";
import { problemOfOutput, problemOfPart, problemOfTarget, targetOf } from "./target.ts";
import { problemOfLicense, type Repository, repositoryOf } from "./values.ts";

/** Config file, in the current folder. */
const CONFIG = "critgen.yaml";

/** Default output folder. */
export const DEFAULT_OUT = "generated";

/** Options of the command line that override critgen.yaml. */
export interface Given {
  readonly config?: string | undefined;
  readonly schema?: string | undefined;
  readonly target?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly out?: string | undefined;
}

/** A config with resolved paths, relative to the current folder. */
export interface Project extends Config {
  readonly target: Target;
  readonly schema: string;
  /** Folders that extend the schema. Each begins with a dot or a slash. */
  readonly extend: readonly string[];
  readonly out: string;
  /** Sizes in bytes, by image name, pattern or `all`. */
  readonly budget: Readonly<Record<string, number>>;
  /** The config file, if there is one. */
  readonly source: YamlSource | undefined;
}

/** Content of critgen.yaml, as critgen.schema.json admits it. */
interface RawConfig {
  readonly target?: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly license?: string;
  readonly repository?: string | Repository;
  readonly homepage?: string;
  readonly bugs?: string;
  readonly schema?: string;
  readonly extend?: readonly string[];
  readonly images?: readonly string[];
  readonly parts?: readonly Part[];
  readonly output?: "package" | "sources";
  readonly out?: string;
  readonly budget?: Readonly<Record<string, number>>;
}

/**
 * Reads critgen.yaml, if there is one, and fills in defaults. The command line takes precedence.
 *
 * @throws {SchemaError} with all problems of the file
 */
export function loadProject(given: Given): Project {
  const file = given.config ?? (existsSync(CONFIG) ? CONFIG : undefined);
  const source = file === undefined ? undefined : open(file);
  const raw = (source?.value ?? {}) as RawConfig;
  const folder = file === undefined ? "." : dirname(file);
  const target = targetOf(given.target ?? raw.target);
  const name = given.name ?? raw.name;
  // A license file belongs to a license that the config names.
  const licenseText = raw.license === undefined ? undefined : licenseTextIn(folder);
  refuseBadTarget(given.target);
  refuseBadName(given.name, target);
  if (source !== undefined) {
    const problems = [...targetProblems(raw, target, source), ...badValues(raw, licenseText, source)];
    refuse([...problems, ...missingName(name, raw, source)]);
  }
  return {
    target,
    name,
    version: raw.version ?? FULL.version,
    description: raw.description ?? FULL.description,
    license: raw.license ?? FULL.license,
    licenseText,
    repository: raw.repository === undefined ? undefined : repositoryOf(raw.repository),
    homepage: raw.homepage,
    bugs: raw.bugs,
    images: given.images ?? raw.images,
    parts: PARTS.filter((part) => part === "codec" || raw.parts?.includes(part)),
    output: target.build === undefined ? "sources" : (raw.output ?? (name === undefined ? "sources" : "package")),
    schema: given.schema ?? (raw.schema === undefined ? BUILT_IN_SCHEMA : below(folder, raw.schema)),
    extend: [...new Set((raw.extend ?? []).map((path) => shown(below(folder, path))))],
    out: given.out ?? below(folder, raw.out ?? DEFAULT_OUT),
    budget: raw.budget ?? {},
    source,
  };
}

function open(file: string): YamlSource {
  const problems: Problem[] = [];
  const source = openAs("", shown(file), "critgen", problems);
  if (source === undefined || problems.length > 0) throw new SchemaError(problems, file);
  return source;
}

/** Returns a path as problems show it. It begins with a dot or a slash, unlike paths in the schema's folder. */
export function shown(path: string): string {
  const way = relative("", resolve(path));
  return way.startsWith("..") ? way : `./${way}`;
}

/** Resolves a path of a config relative to the config's folder. */
export function below(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

/** Refuses an unknown target on the command line. */
function refuseBadTarget(name: string | undefined): void {
  const problem = name === undefined ? undefined : problemOfTarget(name);
  if (problem !== undefined) throw new Error(`${problem.message}; ${problem.hint}`);
}

/** Refuses a bad package name on the command line, because no JSON Schema has checked it. */
export function refuseBadName(name: string | undefined, { packageName }: Target): void {
  const problem = name === undefined ? undefined : packageName.problemOf(name);
  if (problem !== undefined) throw new Error(`${problem}; write one such as ${packageName.example}`);
}

function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new SchemaError(problems, first.at.file);
}

function* missingName(name: string | undefined, { output }: RawConfig, source: YamlSource): Generator<Problem> {
  if (output !== "package" || name !== undefined) return;
  const hint = "add `name`, or write `output: sources` for modules without a package";
  yield { code: "missing-key", message: "a package must have a `name`", hint, at: source.at(["output"], "key") };
}

/** Yields problems of a target, and of values that it does not have. */
function* targetProblems(raw: RawConfig, target: Target, source: YamlSource): Generator<Problem> {
  const unknown = raw.target === undefined ? undefined : problemOfTarget(raw.target);
  if (unknown !== undefined) return yield { ...unknown, at: source.at(["target"]) };
  const message = raw.name === undefined ? undefined : target.packageName.problemOf(raw.name);
  if (message !== undefined) yield { code: "bad-value", message, at: source.at(["name"]) };
  for (const [i, part] of (raw.parts ?? []).entries()) {
    const problem = problemOfPart(target, part);
    if (problem !== undefined) yield { ...problem, at: source.at(["parts", i]) };
  }
  const problem = raw.output === undefined ? undefined : problemOfOutput(target);
  if (problem !== undefined) yield { ...problem, at: source.at(["output"], "key") };
}

/** Yields problems of a license that has the right shape, but that a registry would refuse. */
function* badValues({ license }: RawConfig, text: string | undefined, source: YamlSource): Generator<Problem> {
  if (license === undefined) return;
  const bad = problemOfLicense(license);
  if (bad !== undefined) yield { code: "bad-value", message: bad, at: source.at(["license"]) };
  const missing = missingText(license, text);
  if (bad === undefined && missing) yield { code: "missing-license", ...missing, at: source.at(["license"]) };
}
