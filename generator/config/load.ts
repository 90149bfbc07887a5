import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { openAs } from "../load/open.ts";
import type { YamlSource } from "../load/source.ts";
import { type Config, FULL, PARTS, type Part } from "../model/config.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { BUILT_IN_SCHEMA } from "../own/package-root.ts";
import { licenseTextIn, missingText } from "./license.ts";
import { problemOfLicense, problemOfName, type Repository, repositoryOf } from "./values.ts";

/** Config file, in the current folder. */
const CONFIG = "critgen.yaml";

/** Default output folder. */
export const DEFAULT_OUT = "generated";

/** Options of the command line that override critgen.yaml. */
export interface Given {
  readonly config?: string | undefined;
  readonly schema?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly out?: string | undefined;
}

/** A config with resolved paths, relative to the current folder. */
export interface Project extends Config {
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
  const name = given.name ?? raw.name;
  // A license file belongs to a license that the config names.
  const licenseText = raw.license === undefined ? undefined : licenseTextIn(folder);
  refuseBadName(given.name);
  if (source !== undefined) refuse([...badValues(raw, licenseText, source), ...missingName(name, raw, source)]);
  return {
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
    output: raw.output ?? (name === undefined ? "sources" : "package"),
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

/** Refuses a bad package name on the command line, because no JSON Schema has checked it. */
export function refuseBadName(name: string | undefined): void {
  const problem = name === undefined ? undefined : problemOfName(name);
  if (problem !== undefined) throw new Error(`${problem}; write one such as @acme/criu-pagemap`);
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

/** Yields problems of values that have the right shape, but that a registry would refuse. */
function* badValues({ name, license }: RawConfig, text: string | undefined, source: YamlSource): Generator<Problem> {
  const message = name === undefined ? undefined : problemOfName(name);
  if (message !== undefined) yield { code: "bad-value", message, at: source.at(["name"]) };
  if (license === undefined) return;
  const bad = problemOfLicense(license);
  if (bad !== undefined) yield { code: "bad-value", message: bad, at: source.at(["license"]) };
  const missing = missingText(license, text);
  if (bad === undefined && missing) yield { code: "missing-license", ...missing, at: source.at(["license"]) };
}
