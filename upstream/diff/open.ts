import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { loadModel } from "../../generator/generate.ts";
import { type Format, formatOfModel } from "../../generator/model/format/format.ts";
import { firstProblem, SchemaError } from "../../generator/model/problem.ts";
import { BUILT_IN_SCHEMA } from "../../generator/own/package-root.ts";
import { formatOfTree, readCriuTree } from "../criu/tree.ts";
import { hasFile, isRevision, type Revision, withFolder } from "../source/revision-folder.ts";
import { withKnownPlaces } from "./known-places.ts";

/** File that every schema has. */
const TABLE = "images.yaml";

/**
 * Reads a format: of a schema, or of a source tree of CRIU.
 *
 * @param what a folder, `REV:DIR` for a folder in a revision of its git repository, or a revision of the other side
 * @param other the other side of the comparison
 * @throws {Error} if there is no such folder or revision, or it cannot be read
 */
export function openFormat(what: string, other: string): Format {
  if (!isFolder(what)) return openRevision(what, revisionOf(what) ?? sibling(what, other));
  return existsSync(join(what, TABLE)) ? formatOfSchema(what, what) : openTree(what, what);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function revisionOf(what: string): Revision | undefined {
  const [, rev, dir] = /^([^:]+):(.*)$/s.exec(what) ?? [];
  return rev === undefined || dir === undefined ? undefined : { rev, dir: dir || "." };
}

/** Returns the folder of the other side in a revision. */
function sibling(rev: string, other: string): Revision {
  const dir = isFolder(other) ? other : revisionOf(other)?.dir;
  if (dir !== undefined && isRevision({ rev, dir })) return { rev, dir };
  if (existsSync(rev)) throw new Error(`${rev} is a file; diff compares folders`);
  const nor = dir === undefined ? "" : `, nor has the repository of ${dir} such a revision`;
  throw new Error(`there is no folder ${rev}${nor}; \`REV:DIR\` is a folder of a git revision`);
}

function openRevision(name: string, revision: Revision): Format {
  if (!hasFile(revision, TABLE)) return openTree(name, revision.dir, revision.rev);
  return withFolder(revision, (folder) => formatOfSchema(name, folder));
}

function openTree(name: string, dir: string, rev?: string): Format {
  if (rev !== undefined && !existsSync(dir)) throw new Error(`${name} has no ${TABLE}: it is not a schema`);
  try {
    const format = formatOfTree(readCriuTree(dir, rev), name);
    return withKnownPlaces({ ...format, notes: builtInNotes() });
  } catch (error) {
    throw new Error(`${name} has no ${TABLE}, so it is read as a source tree of CRIU: ${(error as Error).message}`);
  }
}

/** Returns the notes of the built-in history: they hold for releases from any folder. */
function builtInNotes(): ReadonlyMap<string, string> {
  return loadModel(BUILT_IN_SCHEMA).history.notes;
}

function formatOfSchema(name: string, folder: string): Format {
  try {
    return withKnownPlaces(formatOfModel(loadModel(folder), name));
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new Error(`${name}: ${firstProblem(error)}`);
  }
}
