import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { byName, type PassedMessage, sortFiles } from "criu-images/layouts";
import { chainOf, type FolderFiles } from "criu-images/node";
import { folderHint, openCheckpoint } from "../open/folder.ts";
import { reasonOf } from "../open/located.ts";
import type { Schema } from "../schema/schema.ts";
import { hex32 } from "../wire/word.ts";
import { type ImageInfo, type ImageProblem, infoOf } from "./image.ts";
import { missingFiles, NeededFiles } from "./needed-files.ts";

/** Content of a checkpoint's folder. */
export interface FolderInfo {
  folder: string;
  /** Version of the format in the inventory; `null` if there is no inventory, or its version is unknown. */
  version: string | null;
  /** Folder of the parent dump, as the link names it. */
  parent?: string;
  /** Images by type, in the order of the table. */
  images: ImageKind[];
  unknown: UnknownImage[];
  /** Files that are not images, and entries that are not files: links, pipes, folders. */
  others: OtherEntry[];
  /** Files that a checkpoint needs, or that images refer to, but that are absent. */
  missing: string[];
  /** Hint for a folder without images that has them in another form. */
  hint?: string;
  problems: FileProblem[];
}

/** The images of one type; the keys are those of a single image. */
interface ImageKind {
  magic: string | null;
  /** Total number of entries. */
  count: number;
  image: string;
  files: number;
  sizes: { file: number };
}

interface UnknownImage {
  file: string;
  /** The magic as a number; absent if the file is too short. */
  number?: string;
  sizes: { file: number };
}

interface OtherEntry {
  file: string;
  /** Kind of an entry that is not a regular file. */
  kind?: string;
  sizes?: { file: number };
}

interface FileProblem extends ImageProblem {
  file: string;
}

/**
 * Reads all images of a checkpoint's folder as far as they are valid.
 *
 * @throws {Error} if it is not a folder; the message begins with its path
 */
export async function folderInfo(schema: Schema, path: string): Promise<FolderInfo> {
  const files = openCheckpoint(path);
  const sorted = sortFiles(schema.layouts, files);
  const kinds = new Map<string, ImageKind>();
  const problems: FileProblem[] = [];
  const needed = new NeededFiles();
  for (const { file, image } of sorted.files) {
    const size = files.size(file);
    const kind = kinds.get(image) ?? { magic: null, count: 0, image, files: 0, sizes: { file: 0 } };
    kinds.set(image, kind);
    kind.files++;
    kind.sizes.file += size;
    const info = await read(schema, files, file, needed, problems);
    kind.magic ??= info?.magic ?? null;
    kind.count += info?.count ?? 0;
  }
  return {
    folder: path,
    version: schema.versions.find(({ value }) => value === needed.version)?.name ?? null,
    ...parentIn(files, problems),
    images: inOrder(schema, kinds),
    unknown: sorted.unknown.map(({ file, magic }) => ({
      file,
      ...(magic !== undefined && { number: hex32(magic) }),
      sizes: { file: files.size(file) },
    })),
    others: [
      ...sorted.others.map((file) => ({ file, sizes: { file: files.size(file) } })),
      ...[...files.others].flatMap(([file, kind]) => (file === PARENT ? [] : [{ file, kind }])),
    ],
    missing: missingFiles(schema, needed, files.names),
    ...hintOf(files, sorted.files.length + sorted.unknown.length),
    problems: [...problems, ...strangers(schema, files)],
  };
}

function hintOf(files: FolderFiles, images: number): Pick<FolderInfo, "hint"> {
  const hint = images > 0 ? "" : folderHint(files).replace(/^; /, "");
  return hint === "" ? {} : { hint };
}

/** Name of the link to the parent dump. */
const PARENT = "parent";

/** Returns the target of the link to the parent; a missing parent, or a circle of parents, is a problem. */
function parentIn({ path, others }: FolderFiles, problems: FileProblem[]): Pick<FolderInfo, "parent"> {
  const kind = others.get(PARENT);
  if (kind !== "link" && kind !== "folder") return {};
  try {
    chainOf(path);
  } catch (error) {
    problems.push(problemOf(PARENT, error));
  }
  return { parent: kind === "link" ? readlinkSync(join(path, PARENT)) : PARENT };
}

function problemOf(file: string, error: unknown): FileProblem {
  const { code = "unreadable" } = error as { readonly code?: string };
  return { file, code, message: reasonOf(error) };
}

async function read(
  schema: Schema,
  files: FolderFiles,
  file: string,
  needed: NeededFiles,
  problems: FileProblem[],
): Promise<ImageInfo | undefined> {
  try {
    const onMessage = (message: PassedMessage): void => needed.take(message);
    const info = await infoOf(schema, { chunks: files.chunks(file), name: file, size: files.size(file), onMessage });
    problems.push(...info.problems.map((problem) => ({ file, ...problem })));
    return info;
  } catch (error) {
    problems.push(problemOf(file, error));
    return undefined;
  }
}

function inOrder({ layouts }: Schema, kinds: ReadonlyMap<string, ImageKind>): ImageKind[] {
  return layouts.flatMap(({ image }) => kinds.get(image) ?? []);
}

/** Reports entries that have the name of an image but are not files. */
function strangers({ layouts }: Schema, { others }: FolderFiles): FileProblem[] {
  return [...others].flatMap(([file, kind]) =>
    byName(layouts, file).length === 0 ? [] : [{ file, code: "no-file", message: `skipped: a ${kind}` }],
  );
}
