import { byName } from "criu-images/layouts";
import { FORMAT_BYTES } from "../open/formats.ts";
import { withHint } from "../open/hint.ts";
import { foldersWith, noImagesHint } from "../open/hints.ts";
import { type Input, withInput } from "../open/input.ts";
import { isCheckpoint } from "../open/kind.ts";
import { located } from "../open/located.ts";
import { openSource } from "../open/open.ts";
import { sortedFiles } from "../open/sorted.ts";
import type { Source } from "../open/source.ts";
import type { Schema } from "../schema/schema.ts";
import { Carried } from "./carried.ts";
import { type Count, countFile, countUnknown } from "./count.ts";
import type { History } from "./since.ts";

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
interface Task extends Count {
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
  const found = (await isCheckpoint(schema.layouts, path))
    ? await readCheckpoint(task, path)
    : await withInput(path, (input) => readOne(task, input));
  if (found.images + found.unknown === 0) throw new Error(problems.join("\n"));
  return { carried, problems, ...found };
}

type Counts = Pick<Reading, "images" | "unknown">;

async function readOne(task: Task, input: Input): Promise<Counts> {
  return { images: (await reading(task, input)) ? 1 : 0, unknown: 0 };
}

async function readCheckpoint(task: Task, path: string): Promise<Counts> {
  const source = await openSource(path);
  try {
    return await readFolder(task, source);
  } finally {
    await source.close();
  }
}

async function readFolder(task: Task, source: Source): Promise<Counts> {
  const { files: known, unknown } = await sortedFiles(task.schema.layouts, source);
  const former = unknown.filter(({ file }) => task.history.formerFile(file) !== undefined);
  const names = [...known, ...former].map(({ file }) => file).sort();
  const strange = unknown.filter((one) => !former.includes(one));
  await refuseNone(task, source, names.length + strange.length);
  let images = 0;
  for (const name of names) if (await reading(task, fileOf(source, name))) images++;
  for (const { file, magic } of strange) countUnknown(task, file, magic);
  for (const [name, kind] of source.others) {
    if (isImageName(task, name)) task.problems.push(`${source.where(name)}: skipped: a ${kind}`);
  }
  return { images, unknown: strange.length };
}

function fileOf(source: Source, name: string): ImageInput {
  return {
    place: source.where(name),
    name,
    size: source.size(name),
    chunks: () => source.chunks(name),
    start: (size) => source.start(name, size),
  };
}

function isImageName({ schema, history }: Task, name: string): boolean {
  return byName(schema.layouts, name).length > 0 || history.formerFile(name) !== undefined;
}

async function refuseNone(task: Task, source: Source, images: number): Promise<void> {
  if (images > 0) return;
  const below = foldersWith(source.store, (name) => isImageName(task, name));
  const hint = below.length === 0 ? await noImagesHint(source) : `; these folders have images: ${below.join(", ")}`;
  throw new Error(`${source.path}: no file has the name of an image${hint}`);
}

/** A file that may be an image. */
type ImageInput = Omit<Input, "close">;

/** Reads a file and collects its problems; returns whether it is an image. */
async function reading(task: Task, input: ImageInput): Promise<boolean> {
  const { problems } = task;
  try {
    const image = await countFile(task, input);
    for (const problem of image?.problems ?? []) problems.push(`${input.place}: ${problem.message}`);
    return true;
  } catch (error) {
    problems.push(located(input.place, withHint(error, await input.start(FORMAT_BYTES))).message);
    return false;
  }
}
