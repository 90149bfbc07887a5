import { join } from "node:path";
import { byName, numberIn, type PassedMessage } from "criu-images/layouts";
import { chainOf } from "criu-images/node";
import { noImagesHint } from "../open/hints.ts";
import { reasonOf } from "../open/located.ts";
import { openSource } from "../open/open.ts";
import { sortedFiles } from "../open/sorted.ts";
import type { Source } from "../open/source.ts";
import type { Schema } from "../schema/schema.ts";
import { hex32 } from "../wire/word.ts";
import { type ImageInfo, type ImageProblem, infoOf } from "./image.ts";

/** Content of a checkpoint. */
export interface FolderInfo {
  /** Place of the images: a folder, or an archive and a folder in it. */
  folder: string;
  /** Form of the checkpoint: `folder`, `tar`, … */
  form: string;
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
 * Reads all images of a checkpoint as far as they are valid. Files are named as in the folder or archive.
 *
 * @throws {Error} if it is none; the message begins with its path
 */
export async function folderInfo(schema: Schema, path: string): Promise<FolderInfo> {
  const source = await openSource(path);
  try {
    return await infoIn(schema, source);
  } finally {
    await source.close();
  }
}

/** Facts that the images tell while they are read. */
interface Seen {
  /** Version of the format, once an inventory has been read. */
  version: number | undefined;
}

/** Lists the files that every checkpoint has, or that images refer to, but that are absent. */
async function missingFiles(schema: Schema, { store, folder }: Source): Promise<string[]> {
  const { Checkpoint, validate } = await import("criu-checkpoint");
  const findings = await validate(new Checkpoint(store, folder), { format: await schema.format() });
  return findings.flatMap(({ code, file }) => (code === "missing-file" ? folder + file : []));
}

async function infoIn(schema: Schema, source: Source): Promise<FolderInfo> {
  const sorted = await sortedFiles(schema.layouts, source);
  const kinds = new Map<string, ImageKind>();
  const problems: FileProblem[] = [];
  const seen: Seen = { version: undefined };
  for (const { file, image } of sorted.files) {
    const kind = kinds.get(image) ?? { magic: null, count: 0, image, files: 0, sizes: { file: 0 } };
    kinds.set(image, kind);
    kind.files++;
    kind.sizes.file += source.size(file);
    const info = await read(schema, source, file, seen, problems);
    kind.magic ??= info?.magic ?? null;
    kind.count += info?.count ?? 0;
  }
  const { folder } = source;
  return {
    folder: source.where("").replace(/(?<=.)\/$/, ""),
    form: source.store.form,
    version: schema.versions.find(({ value }) => value === seen.version)?.name ?? null,
    ...(await parentIn(source, problems)),
    images: inOrder(schema, kinds),
    unknown: sorted.unknown.map(({ file, magic }) => ({
      file: folder + file,
      ...(magic !== undefined && { number: hex32(magic) }),
      sizes: { file: source.size(file) },
    })),
    others: othersIn(source, sorted.others),
    missing: await missingFiles(schema, source),
    ...(await hintOf(source, sorted.files.length + sorted.unknown.length)),
    problems: [...problems, ...strangers(schema, source)],
  };
}

/** Lists files that are not images, entries that are not files, and all that lies beside the folder of the images. */
function othersIn({ store, folder, others, size }: Source, files: readonly string[]): OtherEntry[] {
  const beside = [...store.files.values()].filter(({ name }) => !name.startsWith(folder));
  return [
    ...beside.map(({ name, kind, size }) => ({
      file: name,
      ...(kind === "file" ? { sizes: { file: size } } : { kind }),
    })),
    ...files.map((file) => ({ file: folder + file, sizes: { file: size(file) } })),
    ...[...others].flatMap(([file, kind]) => (file === PARENT ? [] : [{ file: folder + file, kind }])),
  ];
}

async function hintOf(source: Source, images: number): Promise<Pick<FolderInfo, "hint">> {
  const hint = images > 0 ? "" : (await noImagesHint(source)).replace(/^; /, "");
  return hint === "" ? {} : { hint };
}

/** Name of the link to the parent dump. */
const PARENT = "parent";

/** Returns the target of the link to the parent; a missing parent, or a circle of parents, is a problem. */
async function parentIn(
  { path, store, folder, others }: Source,
  problems: FileProblem[],
): Promise<Pick<FolderInfo, "parent">> {
  const kind = others.get(PARENT);
  if (kind !== "link" && kind !== "folder") return {};
  try {
    if (store.form === "folder") chainOf(join(path, folder));
  } catch (error) {
    problems.push(problemOf(folder + PARENT, error));
  }
  return { parent: store.files.get(folder + PARENT)?.target ?? PARENT };
}

function problemOf(file: string, error: unknown): FileProblem {
  const { code = "unreadable" } = error as { readonly code?: string };
  return { file, code, message: reasonOf(error) };
}

async function read(
  schema: Schema,
  source: Source,
  file: string,
  seen: Seen,
  problems: FileProblem[],
): Promise<ImageInfo | undefined> {
  const place = source.folder + file;
  try {
    const onMessage = ({ image, layout, bytes }: PassedMessage): void => {
      if (image.version !== undefined && layout === image.entries)
        seen.version = Number(numberIn(layout, bytes, image.version, image.image));
    };
    const info = await infoOf(schema, { chunks: source.chunks(file), name: file, size: source.size(file), onMessage });
    problems.push(...info.problems.map((problem) => ({ file: place, ...problem })));
    return info;
  } catch (error) {
    problems.push(problemOf(place, error));
    return undefined;
  }
}

function inOrder({ layouts }: Schema, kinds: ReadonlyMap<string, ImageKind>): ImageKind[] {
  return layouts.flatMap(({ image }) => kinds.get(image) ?? []);
}

/** Reports entries that have the name of an image but are not files. */
function strangers({ layouts }: Schema, { folder, others }: Source): FileProblem[] {
  return [...others].flatMap(([file, kind]) =>
    byName(layouts, file).length === 0 ? [] : [{ file: folder + file, code: "no-file", message: `skipped: a ${kind}` }],
  );
}
