import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { type AnyImage, decodeAnyImage, type ImageName, imageOfFile } from "criu-images";
import { imageLayouts } from "criu-images/layouts";
import { HEADS } from "criu-images/magic";
import { isStdin } from "../convert/input.ts";
import { tellingWhere } from "../explore/folder.ts";
import { Carried, type Place } from "./carried.ts";
import { formerFile, since } from "./since.ts";
import { walkImage } from "./walk.ts";

/** What the images of a folder carry, or what a file does. */
export interface Reading {
  readonly carried: Carried;
  /** How many images were read, if not to their ends. */
  readonly images: number;
  /** What is wrong with files; each begins with the file's path. */
  readonly problems: readonly string[];
}

/**
 * Reads an image, or all images of a folder.
 *
 * @throws {Error} where there is none that can be read
 */
export function readImages(path: string): Reading {
  const isFolder = !isStdin(path) && tellingWhere(path, () => statSync(path).isDirectory());
  const carried = new Carried();
  const problems: string[] = [];
  const images = (isFolder ? imagesIn(path) : [path]).filter((file) => isRead(carried, file, problems)).length;
  if (images === 0) throw new Error(problems.join("\n"));
  return { carried, images, problems };
}

/** The files of a folder that are images by their names. */
function imagesIn(folder: string): string[] {
  const names = imageNames(folder);
  if (names.length > 0) return names.sort().map((name) => join(folder, name));
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && hasImages(join(folder, entry.name)))
    .map(({ name }) => name);
  const hint = below.length === 0 ? "" : `; these folders have some: ${below.sort().join(", ")}`;
  throw new Error(`${folder}: no file here has the name of an image${hint}`);
}

/** A folder that cannot be read has none to tell of. */
function hasImages(folder: string): boolean {
  try {
    return imageNames(folder).length > 0;
  } catch {
    return false;
  }
}

function imageNames(folder: string): string[] {
  return tellingWhere(folder, () => readdirSync(folder, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && isImage(entry.name))
    .map(({ name }) => name);
}

function isImage(file: string): boolean {
  return imageOfFile(file) !== undefined || formerFile(file) !== undefined;
}

/** Counts what a file carries, and tells whether it is an image. */
function isRead(carried: Carried, path: string, problems: string[]): boolean {
  try {
    tellingWhere(path, () => countFile(carried, path, (problem) => problems.push(`${path}: ${problem.message}`)));
    return true;
  } catch (error) {
    problems.push((error as Error).message);
    return false;
  }
}

function countFile(carried: Carried, path: string, tolerate: (problem: Error) => void): void {
  const file = isStdin(path) ? "standard input" : basename(path);
  const top: Place = { file, step: "", release: 0 };
  const meant = imageOfFile(file)?.image;
  // A raw image can be as large as a process's memory, and has nothing in it to be understood.
  if (meant !== undefined && layoutOf(meant).magic === undefined) countImage(carried, meant, top);
  else countContent(carried, decodeAnyImage(readFileSync(isStdin(path) ? 0 : path), { file, tolerate }), top);
}

function countImage(carried: Carried, image: ImageName, top: Place): number {
  const former = imageOfFile(top.file) === undefined ? formerFile(top.file) : undefined;
  return carried.add(former ?? image, top, "", () =>
    former === undefined
      ? { kind: "image", name: image, since: since.image(image) }
      : { kind: "image", name: former.image, since: former.since, until: former.until },
  );
}

function countContent(carried: Carried, image: AnyImage, top: Place): void {
  const layout = layoutOf(image.image);
  const release = countImage(carried, image.image, top);
  const kind = layout.head === HEADS.service ? "service" : "common";
  if ("version" in image && image.version === "v1.1") {
    carried.add(`head ${kind}`, top, "", () => ({ kind: "head", name: kind, since: since.head(kind) }));
  }
  walkImage(carried, layout, image, { ...top, release });
}

function layoutOf(image: ImageName): (typeof imageLayouts)[number] {
  const layout = imageLayouts.find((candidate) => candidate.image === image);
  if (layout === undefined) throw new Error(`there is no layout of ${image}`);
  return layout;
}
