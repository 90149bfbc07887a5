import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { loadModel } from "../../generator/generate.ts";
import { placesInSchema, type SourcePlace } from "../../generator/model/format/at.ts";
import { type Format, formatOfModel } from "../../generator/model/format/format.ts";
import { firstProblem, SchemaError } from "../../generator/model/problem.ts";
import { relationTexts } from "../../generator/model/relation-texts.ts";
import { placesInTree } from "../criu/places.ts";
import { formatOfTree, readCriuTree } from "../criu/tree.ts";
import { hasFile, isRevision, type Revision, withFolder } from "../source/revision-folder.ts";
import type { TreeError } from "../source/tree-file.ts";
import { knownNotes, withKnownPlaces } from "./known-places.ts";

/** Thrown if a side of a comparison cannot be read. The message is one line, with the place. */
export class FormatError extends Error {
  /** Place in the side that cannot be read. */
  readonly at: SourcePlace | undefined;

  constructor(message: string, at?: SourcePlace) {
    super(message);
    this.name = "FormatError";
    this.at = at;
  }
}

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

/** Returns the folder of a side: places in its files are relative to it. */
export function folderOf(what: string, other: string): string {
  return isFolder(what) ? what : (revisionOf(what) ?? sibling(what, other)).dir;
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
    const tree = readCriuTree(dir, rev);
    return withKnownPlaces({ ...formatOfTree(tree, name), notes: knownNotes(), at: placesInTree(tree) });
  } catch (error) {
    const { message, at } = error as Error & Pick<Partial<TreeError>, "at">;
    throw new FormatError(`${name} has no ${TABLE}, so it is read as a source tree of CRIU: ${message}`, at);
  }
}

function formatOfSchema(name: string, folder: string): Format {
  try {
    const model = loadModel(folder);
    return withKnownPlaces({
      ...formatOfModel(model, name),
      at: placesInSchema(model),
      relations: relationTexts(model.relations),
    });
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new FormatError(`${name}: ${firstProblem(error)}`, error.problems[0]?.at);
  }
}
