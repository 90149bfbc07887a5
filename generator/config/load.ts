import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { openAs } from "../load/open.ts";
import type { YamlSource } from "../load/source.ts";
import { type Config, FULL, PARTS, type Part } from "../model/config.ts";
import { BUILT_IN_SCHEMA } from "../model/package-root.ts";
import { type Problem, SchemaError } from "../model/problem.ts";

/** The file that says what is generated, in the folder that critgen is run in. */
const CONFIG = "critgen.yaml";

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
  readonly repository?: string;
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
  const licenseText = read(join(folder, "LICENSE"));
  refuseBadName(given.name);
  if (source !== undefined) refuse([...missingName(name, raw, source), ...missingLicense(licenseText, raw, source)]);
  return {
    name,
    version: raw.version ?? FULL.version,
    description: raw.description ?? FULL.description,
    license: raw.license ?? FULL.license,
    licenseText,
    repository: raw.repository,
    images: given.images ?? raw.images,
    parts: PARTS.filter((part) => part === "codec" || raw.parts?.includes(part)),
    output: raw.output ?? (name === undefined ? "sources" : "package"),
    schema: given.schema ?? (raw.schema === undefined ? BUILT_IN_SCHEMA : below(folder, raw.schema)),
    extend: (raw.extend ?? []).map((path) => shown(below(folder, path))),
    out: given.out ?? below(folder, raw.out ?? "generated"),
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
function shown(path: string): string {
  const way = relative("", resolve(path));
  return way.startsWith("..") ? way : `./${way}`;
}

/** A path that a config has: as it is seen from the config's folder. */
function below(folder: string, path: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** What a package can be called. The same pattern stands in schema/critgen.schema.json, for editors. */
const NAME = /^(@[a-z0-9-~][a-z0-9-._~]*\/)?[a-z0-9-~][a-z0-9-._~]*$/;

/** A name of the command line, which no JSON Schema has looked at. */
export function refuseBadName(name: string | undefined): void {
  if (name === undefined || NAME.test(name)) return;
  throw new Error(`a package cannot be called \`${name}\`: small letters, digits, - . _ ~, as in @acme/criu-pagemap`);
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

/** critgen has the text of its own license alone. */
function* missingLicense(
  text: string | undefined,
  { license = FULL.license }: RawConfig,
  source: YamlSource,
): Generator<Problem> {
  if (license === FULL.license || text !== undefined) return;
  const message = `there is no file LICENSE beside critgen.yaml, which would be the text of \`${license}\``;
  const hint = "put it there: it goes into the package";
  yield { code: "missing-license", message, hint, at: source.at(["license"]) };
}
