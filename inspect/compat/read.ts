import { statSync } from "node:fs";
import { basename, join } from "node:path";
import { byName, type ImageLayout, type MeasuredImage, measureImage, sortFiles } from "criu-images/layouts";
import type { FolderFiles } from "criu-images/node";
import { folderHint, foldersWith, isFolder, openCheckpoint } from "../open/folder.ts";
import { FORMAT_BYTES } from "../open/formats.ts";
import { withHint } from "../open/hint.ts";
import { isStdin, readChunks, startOf } from "../open/input.ts";
import { located } from "../open/located.ts";
import { headName, type Schema, versionIn } from "../schema/schema.ts";
import { hex32 } from "../wire/word.ts";
import { Carried, type Place } from "./carried.ts";
import type { History } from "./since.ts";
import { walkMessage } from "./walk.ts";

/** Features of a file, or of the images of a folder. */
export interface Reading {
  readonly carried: Carried;
  /** Number of images that were read, whole or in part. */
  readonly images: number;
  /** Number of images that the schema does not know. */
  readonly unknown: number;
  /** Problems of files; each begins with the file's path. */
  readonly problems: readonly string[];
}

/** Schema and history for reading, and collections of the results. */
interface Task {
  readonly schema: Schema;
  readonly history: History;
  readonly carried: Carried;
  readonly problems: string[];
}

/**
 * Reads an image, or all images of a folder.
 *
 * @throws {Error} if there is none that can be read
 */
export async function readImages(schema: Schema, history: History, path: string): Promise<Reading> {
  const task: Task = { schema, history, carried: new Carried(history), problems: [] };
  const { carried, problems } = task;
  const found = isStdin(path) || !isFolder(path) ? await readOne(task, path) : await readFolder(task, path);
  if (found.images + found.unknown === 0) throw new Error(problems.join("\n"));
  return { carried, problems, ...found };
}

type Counts = Pick<Reading, "images" | "unknown">;

async function readOne(task: Task, path: string): Promise<Counts> {
  const [name, file] = isStdin(path) ? [undefined, "standard input"] : [basename(path), path];
  // A pipe or a device has no known size.
  const stats = isStdin(path) ? undefined : statSync(path, { throwIfNoEntry: false });
  const size = stats?.isFile() ? stats.size : undefined;
  const start = (): Uint8Array | undefined => (isStdin(path) ? undefined : startOf(path, FORMAT_BYTES));
  const isRead = await reading(task, file, { name, size, chunks: readChunks(path), start });
  return { images: isRead ? 1 : 0, unknown: 0 };
}

async function readFolder(task: Task, path: string): Promise<Counts> {
  const files = openCheckpoint(path);
  const { files: known, unknown } = sortFiles(task.schema.layouts, files);
  const former = unknown.filter(({ file }) => task.history.formerFile(file) !== undefined);
  const names = [...known, ...former].map(({ file }) => file).sort();
  const strange = unknown.filter((one) => !former.includes(one));
  refuseNone(task, files, names.length + strange.length);
  let images = 0;
  for (const name of names) {
    const start = (): Uint8Array => files.start(name, FORMAT_BYTES);
    const input = { name, chunks: files.chunks(name), size: files.size(name), start };
    if (await reading(task, join(path, name), input)) images++;
  }
  for (const { file, magic } of strange) countUnknown(task, file, magic);
  for (const [name, kind] of files.others) {
    if (isImageName(task, name)) task.problems.push(`${join(path, name)}: skipped: a ${kind}`);
  }
  return { images, unknown: strange.length };
}

function isImageName({ schema, history }: Task, name: string): boolean {
  return byName(schema.layouts, name).length > 0 || history.formerFile(name) !== undefined;
}

function refuseNone(task: Task, files: FolderFiles, images: number): void {
  if (images > 0) return;
  const below = foldersWith(files, (name) => isImageName(task, name));
  const hint = below.length === 0 ? folderHint(files) : `; these folders have images: ${below.join(", ")}`;
  throw new Error(`${files.path}: no file has the name of an image${hint}`);
}

/** Reads a file and collects its problems; returns whether it is an image. */
async function reading(task: Task, file: string, input: Input): Promise<boolean> {
  const { problems } = task;
  try {
    const image = await countFile(task, input);
    for (const problem of image?.problems ?? []) problems.push(`${file}: ${problem.message}`);
    return true;
  } catch (error) {
    problems.push(located(file, withHint(error, input.start())).message);
    return false;
  }
}

/** A file that may be an image. */
interface Input {
  readonly name: string | undefined;
  readonly size: number | undefined;
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Reads the first bytes again, if possible. */
  readonly start: () => Uint8Array | undefined;
}

/** Counts the features of a file; a raw image is itself the only feature. */
async function countFile(task: Task, { name, size, chunks }: Input): Promise<MeasuredImage | undefined> {
  const { schema } = task;
  const file = name ?? "standard input";
  const top: Place = { file, step: "", release: 0 };
  const [meant] = name === undefined ? [] : byName(schema.layouts, name);
  if (meant !== undefined && meant.magic === undefined) {
    countImage(task, meant, top);
    return undefined;
  }
  let release: number | undefined;
  const image = await measureImage(schema.layouts, chunks, {
    file: name,
    size,
    onMessage: (message) => {
      release ??= countImage(task, message.image, top);
      countVersion(task, versionIn(schema, message), top);
      walkMessage(task, message.layout, message.bytes, { file, step: message.path, outer: top, release });
    },
  });
  if (release === undefined) countImage(task, image.layout, top);
  countHead(task, image, top);
  return image;
}

function countImage({ carried, history }: Task, { image }: ImageLayout, top: Place): number {
  const former = history.formerFile(top.file);
  return carried.add(former ?? image, top, "", () =>
    former === undefined
      ? { kind: "image", name: image, since: history.image(image) }
      : { kind: "image", name: former.image, since: former.since, until: former.until },
  );
}

/** Counts the version that an inventory names. A version with heads is as old as heads are. */
function countVersion({ carried, history }: Task, version: ReturnType<typeof versionIn>, top: Place): void {
  if (version === undefined || version.known?.heads === false) return;
  const { field, value, path, known } = version;
  carried.add(`version ${value}`, top, path, () => ({
    kind: "format version",
    name: `${field} ${value}`,
    since: known === undefined ? null : history.head("common"),
  }));
}

function countHead({ carried, history, schema }: Task, { head }: MeasuredImage, top: Place): void {
  const kind = headName(schema, head);
  if (kind !== undefined)
    carried.add(`head ${kind}`, top, "", () => ({ kind: "head", name: kind, since: history.head(kind) }));
}

/** Counts an image without a row: no release in the history has it. */
function countUnknown({ carried }: Task, file: string, magic: number | undefined): void {
  const name = magic === undefined ? file : `with magic ${hex32(magic)}`;
  carried.add(`unknown ${name}`, { file, step: "", release: 0 }, "", () => ({ kind: "image", name, since: null }));
}
