import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type Settings, shown } from "../config/file.ts";
import { loadModel } from "../generate.ts";
import type { Model } from "../model/model.ts";
import { BUILT_IN_SCHEMA } from "../own/package-root.ts";

/** Loads the schema that a config chooses, to read images. A folder with only rows extends the built-in schema. */
export function loadFormat({ schema, extend }: Settings): Model {
  return isExtension(schema) ? loadModel(BUILT_IN_SCHEMA, [...extend, shown(schema)]) : loadModel(schema, extend);
}

/** Returns whether a table is an extension: it lacks the release that a whole schema must name. */
function isExtension(folder: string): boolean {
  const table = join(folder, "images.yaml");
  if (!existsSync(table)) return false;
  try {
    const value: unknown = parse(readFileSync(table, "utf8"));
    return typeof value === "object" && value !== null && !("criu" in value) && !("heads" in value);
  } catch {
    // The loader reports the problem.
    return false;
  }
}
