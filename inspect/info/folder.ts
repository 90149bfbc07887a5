import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { byName, type PassedMessage, sortFiles } from "criu-images/layouts";
import { chainOf, type FolderFiles } from "criu-images/node";
import { hex32 } from "../dissect/words.ts";
import { folderHint, openCheckpoint } from "../files/folder.ts";
import { reasonOf } from "../files/located.ts";
import { type ImageInfo, infoOf, type Problem } from "../info.ts";
import type { Schema } from "../schema/schema.ts";
import { missingFiles, Pieces } from "./pieces.ts";

/** What a checkpoint's folder holds. */
export interface FolderInfo {
  folder: string;
  /** The version of the format by the inventory; `null` if none is there, or it names one that is not known. */
  version: string | null;
  /** The folder of the dump before this one, as the link to it says. */
  parent?: string;
  /** The images by kind, in the table's order. */
  images: ImageKind[];
  unknown: UnknownImage[];
  /** Files that are no images, and what is no file: links, pipes, folders. */
  others: OtherEntry[];
  /** Files that a checkpoint has to have, or that others refer to, and that are not there. */
  missing: string[];
  /** The form in which a folder without images may have them, and how to unpack that. */
  hint?: string;
  problems: FileProblem[];
}

/** The images of one kind; the keys are those of a single image. */
interface ImageKind {
  magic: string | null;
  /** Entries of all of them. */
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
  /** Of what is no regular file. */
  kind?: string;
  sizes?: { file: number };
}

interface FileProblem extends Problem {
  file: string;
}

/**
 * Reads all images of a checkpoint's folder as far as they go.
 *
 * @throws {Error} if it is no folder; the message begins with its path
 */
export async function folderInfo(schema: Schema, path: string): Promise<FolderInfo> {
  const files = openCheckpoint(path);
  const sorted = sortFiles(schema.layouts, files);
  const kinds = new Map<string, ImageKind>();
  const problems: FileProblem[] = [];
  const pieces = new Pieces();
  for (const { file, image } of sorted.files) {
    const size = files.size(file);
    const kind = kinds.get(image) ?? { magic: null, count: 0, image, files: 0, sizes: { file: 0 } };
    kinds.set(image, kind);
    kind.files++;
    kind.sizes.file += size;
    const info = await read(schema, files, file, pieces, problems);
    kind.magic ??= info?.magic ?? null;
    kind.count += info?.count ?? 0;
  }
  return {
    folder: path,
    version: schema.versions.find(({ value }) => value === pieces.version)?.name ?? null,
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
    missing: missingFiles(schema, pieces, files.names),
    ...hintOf(files, sorted.files.length + sorted.unknown.length),
    problems: [...problems, ...strangers(schema, files)],
  };
}

function hintOf(files: FolderFiles, images: number): Pick<FolderInfo, "hint"> {
  const hint = images > 0 ? "" : folderHint(files).replace(/^; /, "");
  return hint === "" ? {} : { hint };
}

/** The link to the dump before this one. */
const PARENT = "parent";

/** Where the link to the parent leads; that a parent is not there, or leads back, is a problem. */
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
  pieces: Pieces,
  problems: FileProblem[],
): Promise<ImageInfo | undefined> {
  try {
    const onMessage = (message: PassedMessage): void => pieces.take(message);
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

/** What is no file and has the name of an image. */
function strangers({ layouts }: Schema, { others }: FolderFiles): FileProblem[] {
  return [...others].flatMap(([file, kind]) =>
    byName(layouts, file).length === 0 ? [] : [{ file, code: "no-file", message: `a ${kind}, which is not read` }],
  );
}
