import { existsSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type ConfigFile, openConfig } from "../../generator/config/file.ts";
import { namingsIn } from "../../generator/config/target.ts";
import type { SchemaFiles } from "../../generator/load/files.ts";
import { documentOf } from "../../generator/load/source.ts";
import type { Naming } from "../../generator/model/naming.ts";
import { BUILT_IN_SCHEMA } from "../../generator/own/package-root.ts";
import { DEFAULT_TARGET } from "../../generator/targets/targets.ts";
import { childOf } from "../yaml/nodes.ts";

/** A schema to serve: its folders, and the config that chooses it. All paths are absolute. */
export interface Settings {
  readonly schema: string;
  readonly extend: readonly string[];
  /** Path of critgen.yaml. */
  readonly config?: string;
  /** Rules for names of the languages that the config generates. */
  readonly namings: readonly Naming[];
  /** Whether the folder `schema` is critgen's own, because the config names no other: its files are not edited. */
  readonly isBuiltIn: boolean;
}

const TABLE = "images.yaml";
const CONFIG = "critgen.yaml";

/** Returns a key that equal settings share. */
export function keyOfSettings({ schema, extend, config, namings }: Settings): string {
  return JSON.stringify([schema, extend, config, namings.map(({ language }) => language)]);
}

/**
 * Returns the schema that a file belongs to: that of the nearest critgen.yaml which uses its folder, otherwise the
 * folder itself, as a schema or an extension of the built-in one.
 *
 * @param path absolute path of critgen.yaml, or of a file in a schema's folder
 */
export function settingsOf(path: string, files: SchemaFiles): Settings | undefined {
  if (basename(path) === CONFIG) return ofConfig(path, files);
  const folder = schemaFolderOf(path, files);
  if (folder === undefined) return undefined;
  for (let above = folder; ; above = dirname(above)) {
    const config = join(above, CONFIG);
    const found = files.has(config) ? ofConfig(config, files) : undefined;
    if (found !== undefined && [found.schema, ...found.extend].includes(folder)) return found;
    if (above === dirname(above)) return ofFolder(folder, files);
  }
}

/** Returns the files of a workspace's folder that lead to schemas: its critgen.yaml, its table, that of its `schema`. */
export function filesToServe(folder: string, files: SchemaFiles): string[] {
  return [CONFIG, TABLE, `schema/${TABLE}`].map((name) => join(folder, name)).filter((path) => files.has(path));
}

/** Returns settings for a config that cannot be read, so that its problems have a session. */
export function settingsOfBroken(path: string): Settings | undefined {
  if (basename(path) !== CONFIG) return undefined;
  return { schema: BUILT_IN_SCHEMA, extend: [], config: path, namings: [DEFAULT_TARGET.naming], isBuiltIn: true };
}

/** Returns the folder of the schema that contains a file: the nearest one with a table. */
function schemaFolderOf(path: string, files: SchemaFiles): string | undefined {
  const isProto = path.endsWith(".proto");
  if (!isProto) return /\.yaml$/.test(path) && files.has(join(dirname(path), TABLE)) ? dirname(path) : undefined;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (basename(folder) === "messages" && files.has(join(dirname(folder), TABLE))) return dirname(folder);
  }
  return undefined;
}

function ofFolder(folder: string, files: SchemaFiles): Settings {
  const text = files.read(folder, TABLE, []) ?? "";
  const { contents } = documentOf(text).document;
  const isWhole = childOf(contents, "criu") !== undefined || childOf(contents, "heads") !== undefined;
  const namings = [DEFAULT_TARGET.naming];
  if (isWhole || folder === BUILT_IN_SCHEMA) return { schema: folder, extend: [], namings, isBuiltIn: false };
  return { schema: BUILT_IN_SCHEMA, extend: [folder], namings, isBuiltIn: true };
}

/** Returns the schema of a config; undefined if its shape is wrong, or a folder is missing. */
function ofConfig(config: string, files: SchemaFiles): Settings | undefined {
  const file = openedConfig(config, files);
  if (file === undefined) return undefined;
  const schema = resolve(file.schema);
  const extend = file.extend.map((path) => resolve(path));
  if (![schema, ...extend].every(isFolder)) return undefined;
  const isBuiltIn = file.raw.schema === undefined && schema === BUILT_IN_SCHEMA;
  // critgen's own repository uses the schema that it builds in.
  const isOwn = existsSync(join(dirname(config), "schema")) && join(dirname(config), "schema") === BUILT_IN_SCHEMA;
  return { schema, extend, config, namings: namingsIn(file.raw), isBuiltIn: isBuiltIn && !isOwn };
}

function openedConfig(config: string, files: SchemaFiles): ConfigFile | undefined {
  try {
    return openConfig({ config, files });
  } catch {
    // Its problems are reported elsewhere.
    return undefined;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
