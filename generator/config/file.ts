import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { DiskFiles } from "../load/disk.ts";
import type { SchemaFiles } from "../load/files.ts";
import { openAs, parseAs } from "../load/open.ts";
import type { YamlSource } from "../load/source.ts";
import type { Optional, PackagePart } from "../model/config.ts";
import { type Problem, SchemaError } from "../model/problem.ts";
import { BUILT_IN_SCHEMA } from "../own/package-root.ts";
import type { Repository } from "./values.ts";

/** Config file, in the current folder. */
const CONFIG = "critgen.yaml";

/** Default output folder. */
export const DEFAULT_OUT = "generated";

/** Keys of a package in critgen.yaml, as critgen.schema.json admits them. */
export interface PackageConfig {
  readonly target?: string;
  readonly name?: string;
  readonly version?: string;
  readonly description?: string;
  readonly license?: string;
  readonly repository?: string | Repository;
  readonly homepage?: string;
  readonly bugs?: string;
  readonly images?: readonly string[];
  readonly parts?: readonly PackagePart[];
  readonly output?: "package" | "sources";
  readonly optional?: Optional;
  readonly out?: string;
  readonly budget?: Readonly<Record<string, number>>;
}

/** Content of critgen.yaml. Keys of packages are those of the only one, or defaults for all that `packages` lists. */
export interface CritgenConfig extends PackageConfig {
  readonly schema?: string;
  readonly extend?: readonly string[];
  readonly packages?: readonly PackageConfig[];
}

/** The schema that a config chooses. */
export interface Settings {
  readonly schema: string;
  /** Folders that extend the schema. Each begins with a dot or a slash. */
  readonly extend: readonly string[];
}

/** A config file, or nothing if there is none. */
export interface ConfigFile extends Settings {
  readonly raw: CritgenConfig;
  /** Folder of the file: its paths are relative to it. */
  readonly folder: string;
  readonly source: YamlSource | undefined;
}

/** A config, and the schema that takes precedence over its own. */
export interface GivenConfig {
  /** Path of the file, or its content; by default critgen.yaml in the current folder, if there is one. */
  readonly config?: string | CritgenConfig | undefined;
  /** Folder that the paths of such a content are relative to; by default the current one. */
  readonly folder?: string | undefined;
  readonly schema?: string | undefined;
  /** Source of the file's text; the disk by default. */
  readonly files?: SchemaFiles | undefined;
}

/**
 * Reads critgen.yaml, if there is one. No code runs that it names.
 *
 * @throws {SchemaError} with all problems of its form
 */
export function openConfig(given: GivenConfig): ConfigFile {
  const { source, folder } = sourceOf(given);
  const raw = (source?.value ?? {}) as CritgenConfig;
  return {
    ...{ raw, folder, source },
    schema: given.schema ?? (raw.schema === undefined ? BUILT_IN_SCHEMA : below(folder, raw.schema)),
    extend: [...new Set((raw.extend ?? []).map((path) => shown(below(folder, path))))],
  };
}

function sourceOf({
  config,
  folder = ".",
  files = new DiskFiles(),
}: GivenConfig): Pick<ConfigFile, "source" | "folder"> {
  if (typeof config === "object") {
    // Each JSON is YAML.
    const text = JSON.stringify(config, undefined, 2);
    return { folder, source: whole("the config", (problems) => parseAs("config", text, "critgen", problems)) };
  }
  const file = config ?? (existsSync(CONFIG) ? CONFIG : undefined);
  if (file === undefined) return { folder: ".", source: undefined };
  return {
    folder: dirname(file),
    source: whole(file, (problems) => openAs("", shown(file), "critgen", problems, files)),
  };
}

/** Refuses a config with problems. */
function whole(file: string, read: (problems: Problem[]) => YamlSource | undefined): YamlSource {
  const problems: Problem[] = [];
  const source = read(problems);
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
