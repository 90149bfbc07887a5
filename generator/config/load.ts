import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { openAs } from "../load/open.ts";
import type { YamlSource } from "../load/source.ts";
import { type Config, FULL, PARTS, type Part } from "../model/config.ts";
import { BUILT_IN_SCHEMA } from "../model/package-root.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { licenseTextIn, missingText } from "./license.ts";
import { problemOfLicense, problemOfName, type Repository, repositoryOf } from "./values.ts";

/** The file that says what is generated, in the folder that critgen is run in. */
const CONFIG = "critgen.yaml";

/** Folder that is written into, unless the command line or the file names another one. */
export const DEFAULT_OUT = "generated";

/** What the command line says in place of critgen.yaml, or beside it. */
export interface Given {
  readonly config?: string | undefined;
  readonly schema?: string | undefined;
  readonly images?: readonly string[] | undefined;
  readonly name?: string | undefined;
  readonly out?: string | undefined;
}

/** A config, and where things are: paths as they are seen from the folder that critgen is run in. */
export interface Project extends Config {
  readonly schema: string;
  /** Folders that extend the schema; each begins with a dot or a slash. */
  readonly extend: readonly string[];
  readonly out: string;
  /** Bytes by the names of images, by patterns, or by `all`. */
  readonly budget: Readonly<Record<string, number>>;
  /** The file that all of this stands in, where there is one. */
  readonly source: YamlSource | undefined;
}

/** What critgen.schema.json lets through. */
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
 * Reads critgen.yaml, if there is one, and fills in what it does not say. What the command line says counts more.
 *
 * @throws {SchemaError} with all that is wrong with the file
 */
export function loadProject(given: Given): Project {
  const file = given.config ?? (existsSync(CONFIG) ? CONFIG : undefined);
  const source = file === undefined ? undefined : open(file);
  const raw = (source?.value ?? {}) as RawConfig;
  const folder = file === undefined ? "." : dirname(file);
  const name = given.name ?? raw.name;
  // The text that a project has is that of a license that it names.
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

/** A path as problems show it, which tells it from one in the schema's folder: it begins with a dot or a slash. */
export function shown(path: string): string {
  const way = relative("", resolve(path));
  return way.startsWith("..") ? way : `./${way}`;
}

/** A path that a config has: as it is seen from the config's folder. */
export function below(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

/** A name of the command line, which no JSON Schema has looked at. */
export function refuseBadName(name: string | undefined): void {
  const problem = name === undefined ? undefined : problemOfName(name);
  if (problem !== undefined) throw new Error(`${problem}; one such as @acme/criu-pagemap is good`);
}

function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first !== undefined) throw new SchemaError(problems, first.at.file);
}

function* missingName(name: string | undefined, { output }: RawConfig, source: YamlSource): Generator<Problem> {
  if (output !== "package" || name !== undefined) return;
  const hint = "say `name`, or `output: sources` for modules without a package";
  yield { code: "missing-key", message: "a package must have a `name`", hint, at: source.at(["output"], "key") };
}

/** Values that have the right shape, and are none that a registry would take. */
function* badValues({ name, license }: RawConfig, text: string | undefined, source: YamlSource): Generator<Problem> {
  const message = name === undefined ? undefined : problemOfName(name);
  if (message !== undefined) yield { code: "bad-value", message, at: source.at(["name"]) };
  if (license === undefined) return;
  const bad = problemOfLicense(license);
  if (bad !== undefined) yield { code: "bad-value", message: bad, at: source.at(["license"]) };
  const missing = missingText(license, text);
  if (bad === undefined && missing) yield { code: "missing-license", ...missing, at: source.at(["license"]) };
}
