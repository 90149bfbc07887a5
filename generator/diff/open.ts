import { existsSync } from "node:fs";
import { join } from "node:path";
import { formatOfTree, readCriuTree } from "../criu/tree.ts";
import { loadModel } from "../generate.ts";
import { BUILT_IN_SCHEMA } from "../model/package-root.ts";
import { firstProblem, SchemaError } from "../model/problem.ts";
import { type Format, formatOfModel } from "./format.ts";
import { hasFile, type Revision, withFolder } from "./git.ts";

/** What makes a folder a schema. */
const TABLE = "images.yaml";

/**
 * Reads a format: of a schema, or of a source tree of CRIU.
 *
 * @param what a folder, or `REV:DIR` for a folder as it is in a revision of its git repository
 * @throws {Error} where it is neither, or is not right
 */
export function openFormat(what: string): Format {
  const revision = existsSync(what) ? undefined : revisionOf(what);
  if (revision !== undefined) return openRevision(what, revision);
  if (!existsSync(what)) throw new Error(`there is no folder ${what}; \`REV:DIR\` is a folder of a git revision`);
  return existsSync(join(what, TABLE)) ? formatOfSchema(what, what) : openTree(what, what);
}

function revisionOf(what: string): Revision | undefined {
  const [, rev, dir] = /^([^:]+):(.*)$/s.exec(what) ?? [];
  return rev === undefined || dir === undefined ? undefined : { rev, dir: dir || "." };
}

function openRevision(name: string, revision: Revision): Format {
  if (!hasFile(revision, TABLE)) return openTree(name, revision.dir, revision.rev);
  return withFolder(revision, (folder) => formatOfSchema(name, folder));
}

function openTree(name: string, dir: string, rev?: string): Format {
  if (rev !== undefined && !existsSync(dir)) throw new Error(`${name} has no ${TABLE}: it is not a schema`);
  try {
    const format = formatOfTree(readCriuTree(dir, rev), name);
    return { ...format, notes: builtInNotes() };
  } catch (error) {
    throw new Error(`${name} has no ${TABLE}, so it is read as a source tree of CRIU: ${(error as Error).message}`);
  }
}

/** What is known of changes between releases, whatever folder they are read from. */
function builtInNotes(): ReadonlyMap<string, string> {
  return loadModel(BUILT_IN_SCHEMA).history.notes;
}

function formatOfSchema(name: string, folder: string): Format {
  try {
    return formatOfModel(loadModel(folder), name);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new Error(`${name}: ${firstProblem(error)}`);
  }
}
