import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { openAs } from "../load/open.ts";
import type { YamlSource } from "../load/source.ts";
import type { Part } from "../model/config.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { BUILT_IN_SCHEMA } from "../own/package-root.ts";
import type { Repository } from "./values.ts";

/** Config file, in the current folder. */
const CONFIG = "critgen.yaml";

/** Default output folder. */
export const DEFAULT_OUT = "generated";

/** Keys of a package in critgen.yaml, as critgen.schema.json admits them. */
export interface RawPackage {
  readonly target?: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly license?: string;
  readonly repository?: string | Repository;
  readonly homepage?: string;
  readonly bugs?: string;
  readonly images?: readonly string[];
  readonly parts?: readonly Part[];
  readonly output?: "package" | "sources";
  readonly out?: string;
  readonly budget?: Readonly<Record<string, number>>;
}

/** Content of critgen.yaml. Keys of packages are those of the only one, or defaults for all that `packages` lists. */
export interface RawConfig extends RawPackage {
  readonly schema?: string;
  readonly extend?: readonly string[];
  readonly packages?: readonly RawPackage[];
}

/** The schema that a config chooses. */
export interface Settings {
  readonly schema: string;
  /** Folders that extend the schema. Each begins with a dot or a slash. */
  readonly extend: readonly string[];
}

/** A config file, or nothing if there is none. */
export interface ConfigFile extends Settings {
  readonly raw: RawConfig;
  /** Folder of the file: its paths are relative to it. */
  readonly folder: string;
  readonly source: YamlSource | undefined;
}

/**
 * Reads critgen.yaml, if there is one. No code runs that it names.
 *
 * @throws {SchemaError} with all problems of its form
 */
export function openConfig(given: {
  readonly config?: string | undefined;
  readonly schema?: string | undefined;
}): ConfigFile {
  const file = given.config ?? (existsSync(CONFIG) ? CONFIG : undefined);
  const source = file === undefined ? undefined : open(file);
  const raw = (source?.value ?? {}) as RawConfig;
  const folder = file === undefined ? "." : dirname(file);
  return {
    ...{ raw, folder, source },
    schema: given.schema ?? (raw.schema === undefined ? BUILT_IN_SCHEMA : below(folder, raw.schema)),
    extend: [...new Set((raw.extend ?? []).map((path) => shown(below(folder, path))))],
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
