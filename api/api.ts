import type { PackageConfig } from "../generator/config/file.ts";
import type { Model } from "../generator/model/model.ts";
import type { Problem } from "../generator/model/problem.ts";
import type { PackagePlan } from "../generator/plan/package.ts";
import type { Audit } from "../registry/audit/audit.ts";
import type { AuditOptions } from "./audit.ts";
import type { DiffOptions, FormatDifference, FormatSource } from "./diff.ts";
import type { Generated, GenerateOptions } from "./generate.ts";
import type { Imported, ImportOptions } from "./import.ts";
import type { PlanOptions, SchemaOptions } from "./load.ts";
import type { OpenOptions, OpenSchema } from "./open-schema.ts";
import { inSteps } from "./steps.ts";
import type { Upgrade, UpgradeOptions } from "./upgrade.ts";

/*
 * critgen as a library. Each function loads its code when it is called first. Nothing is printed, and no exit code is
 * set. docs/api.md describes the functions, and lists what is promised.
 */

export { CritgenError } from "./error.ts";

/**
 * Loads a schema and checks it, as `critgen generate` does.
 *
 * @throws {CritgenError} `bad-schema`, with all problems
 */
export function load(options: SchemaOptions = {}): Promise<Model> {
  return inSteps(options.signal, async () => (await import("./load.ts")).load(options));
}

/**
 * Lists the problems for which `load` refuses a schema, in the order of their places; none if it accepts the schema.
 *
 * @throws {CritgenError} `bad-schema` if there is no such folder
 */
export function check(options: SchemaOptions = {}): Promise<readonly Problem[]> {
  return inSteps(options.signal, async () => (await import("./load.ts")).check(options));
}

/**
 * Plans a package: its messages, enums and images as a target spells them, in no language. docs/targets.md describes
 * the plan.
 */
export function plan(model: Model, options: PlanOptions = {}): Promise<PackagePlan> {
  return inSteps(undefined, async () => (await import("./load.ts")).plan(model, options));
}

/**
 * Renders the sources of a package, neither compiled nor verified: texts by path.
 *
 * @param config keys of a package as in critgen.yaml
 */
export function render(model: Model, config: PackageConfig = {}): Promise<ReadonlyMap<string, string>> {
  return inSteps(undefined, async () => (await import("./load.ts")).render(model, config));
}

/**
 * Generates packages as data. `write` of the result verifies and writes them.
 *
 * @throws {CritgenError} `bad-schema` with all problems of the config or the schema; `defect` if a package does not
 * compile
 */
export function generate(options: GenerateOptions = {}): Promise<Generated> {
  const { signal, config = {}, ...given } = options;
  return inSteps(signal, async (pause) => (await import("./generate.ts")).generate({ ...given, config }, pause));
}

/**
 * Compares two formats, and judges each difference.
 *
 * @throws {CritgenError} if there is no such folder or revision, or it cannot be read
 */
export function diff(before: FormatSource, after: FormatSource, options: DiffOptions = {}): Promise<FormatDifference> {
  return inSteps(options.signal, async (pause) => (await import("./diff.ts")).diff(before, after, options, pause));
}

/**
 * Checks a schema by the rules of the registry.
 *
 * @throws {CritgenError} `bad-schema` if the schema cannot be read completely; `bad-tree`
 */
export function audit(options: AuditOptions = {}): Promise<Audit> {
  return inSteps(options.signal, async (pause) => (await import("./audit.ts")).audit(options, pause));
}

/**
 * Brings a schema to a source tree of CRIU, as data. `write` of the result writes the changed files.
 *
 * @param tree folder of the tree, or a git repository of it
 * @throws {CritgenError} `bad-tree`; `failed` if the schema has problems before the import, or would have them after it
 */
export function importTree(tree: string, options: ImportOptions): Promise<Imported> {
  return inSteps(options.signal, async (pause) => (await import("./import.ts")).importTree(tree, options, pause));
}

/**
 * Finds the lines of a TypeScript or JavaScript program that a newer format touches, and the edits that are safe, as data.
 * `write` of the result applies them. The program still has the generated package of the older format.
 *
 * @param project path of the program's tsconfig.json, or of its folder
 * @throws {CritgenError} `bad-schema`; `failed` if the program cannot be read or uses no generated package
 */
export function upgrade(project: string, options: UpgradeOptions = {}): Promise<Upgrade> {
  return inSteps(options.signal, async (pause) => (await import("./upgrade.ts")).upgrade(project, options, pause));
}

/**
 * Opens a schema to read and write images by it at run time, without generating code.
 *
 * @param folder folder of a whole schema, or of rows that extend the built-in one; by default the built-in one
 * @throws {CritgenError} `bad-schema`
 */
export function openSchema(folder?: string, options: OpenOptions = {}): Promise<OpenSchema> {
  return inSteps(undefined, async () => (await import("./open-schema.ts")).openSchema(folder, options));
}
