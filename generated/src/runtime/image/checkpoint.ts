// Copied by critgen 0.1.0 from its runtime: do not edit.

import { isObject, shown } from "../wire/checks.ts";
import { ImageError } from "../wire/errors.ts";
import type { ImageDescriptor, Version } from "./descriptor.ts";
import type { ReadOptions } from "./framing.ts";
import { beginningOf, candidates } from "./identify.ts";
import type { WriteOptions } from "./image.ts";
import { type ImageId, parseName } from "./names.ts";

/** A version of the format, as the inventory of a checkpoint names it. */
export interface FormatVersion {
  readonly name: string;
  readonly value: number;
  /** Whether the other images of the checkpoint have heads. */
  readonly heads: boolean;
}

/** Files of a checkpoint, in a folder, an archive or a map. */
export interface Files {
  readonly names: Iterable<string>;
  read(name: string): Uint8Array;
  /** Returns the first `size` bytes of a file, or the whole of a shorter one. Without it, `read` is used instead. */
  start?(name: string, size: number): Uint8Array;
}

/** A file of a checkpoint that is an image by its name. */
export interface CheckpointFile<Name extends string = string> {
  readonly file: string;
  readonly image: Name;
  readonly id?: ImageId;
}

/** An image without a row in the table: written by a newer release, a fork or a plug-in of CRIU. */
export interface UnknownFile {
  readonly file: string;
  /** The magic, after a head if there is one; absent if the file is too short. */
  readonly magic?: number;
}

/** Reads and writes one kind of image. */
export interface Codec<Image extends { readonly image: string }> {
  readonly descriptor: ImageDescriptor<Image["image"]>;
  decode(bytes: Uint8Array, options?: ReadOptions): Image;
  encode(image: Image, options?: WriteOptions): Uint8Array;
}

/** The table's facts about a checkpoint as a whole. */
export interface CheckpointTable<Image extends { readonly image: string }> {
  readonly versions: readonly FormatVersion[];
  /** Name of the inventory image, which is read first. */
  readonly inventory: Image["image"];
  /** Reads the version field of the inventory, and copies the inventory with another version. */
  readonly getVersion: (inventory: Image) => number | undefined;
  readonly setVersion: (inventory: Image, value: number) => Image;
  readonly codecs: readonly Codec<Image>[];
}

/** An open checkpoint: its inventory has been read. */
export interface Checkpoint<Image extends { readonly image: string }> {
  readonly inventory: Image;
  readonly version: FormatVersion;
  /** Files with the name of an image, in the order of `names`. */
  readonly files: readonly CheckpointFile<Image["image"]>[];
  /** Images without a row, recognized by their first bytes or by the suffix `.img`. */
  readonly unknown: readonly UnknownFile[];
  /** Files that are not images: logs, archives, notes of an engine. */
  readonly others: readonly string[];
  /** Reads one of the files, and requires the framing of the inventory's version. */
  decode(file: CheckpointFile<Image["image"]>): Image;
}

/**
 * Opens a checkpoint as CRIU does: reads the inventory first, because its version decides whether the other images have
 * heads.
 *
 * @throws {ImageError} `unknown-version` if the table does not name the inventory's version; also the errors of reading
 * the inventory, and those of `files.read`
 */
export function openCheckpointWith<Image extends { readonly image: string }>(
  table: CheckpointTable<Image>,
  files: Files,
  options: Pick<ReadOptions, "tolerate"> = {},
): Checkpoint<Image> {
  const codec = codecOf(table.codecs, table.inventory);
  const inventory = codec.decode(files.read(codec.descriptor.file), options);
  const version = versionOf(table, inventory);
  const framing: Version = version.heads ? "v1.1" : "v1.0";
  const descriptors = table.codecs.map((codec) => codec.descriptor);
  return {
    inventory,
    version,
    ...sortFiles(descriptors, files),
    decode: (file) => codecOf(table.codecs, file.image).decode(files.read(file.file), { ...options, version: framing }),
  };
}

/**
 * Returns the image's own name.
 *
 * @throws {ImageError} `bad-value` if it is not an object
 */
export function nameOf<Image extends { readonly image: string }>(image: Image): Image["image"] {
  if (isObject(image)) return image.image;
  throw new ImageError("bad-value", "the value cannot be written", { expected: "an image", found: shown(image) });
}

/** The files of a folder, sorted by kind. */
export type SortedFiles<Name extends string> = Pick<
  Checkpoint<{ readonly image: Name }>,
  "files" | "unknown" | "others"
>;

/** Size of a head and a magic, in bytes. */
const LONGEST_BEGINNING = 8;

/** Identifies an image by its file name: the first row with this name, and the id in it. */
export function identifyFile<Name extends string>(
  table: readonly ImageDescriptor<Name>[],
  file: string,
): CheckpointFile<Name> | undefined {
  for (const d of candidates(table, file)) {
    const name = parseName(d, file);
    if (name !== undefined) return { file, image: d.image, ...name };
  }
  return undefined;
}

/** Sorts files into images, unknown images and others: by name, or by the first bytes if no row has the name. */
export function sortFiles<Name extends string>(
  table: readonly ImageDescriptor<Name>[],
  files: Files,
): SortedFiles<Name> {
  const images: CheckpointFile<Name>[] = [];
  const unknown: UnknownFile[] = [];
  const others: string[] = [];
  for (const file of files.names) {
    const found = identifyFile(table, file);
    if (found !== undefined) {
      images.push(found);
      continue;
    }
    const start = files.start?.(file, LONGEST_BEGINNING) ?? files.read(file);
    const { head, magic } = beginningOf(table, start);
    const isKnown = table.some((row) => row.magic !== undefined && row.magic === magic);
    // A copy of a known image under another name, such as `core-1.img.orig`, is not an unknown image.
    if (file.endsWith(".img") || (head !== undefined && magic !== undefined && !isKnown)) {
      unknown.push({ file, ...(magic !== undefined && { magic }) });
    } else others.push(file);
  }
  return { files: images, unknown, others };
}

/**
 * Returns the codec of an image.
 *
 * @throws {ImageError} `bad-name` if there is none
 */
export function codecOf<Image extends { readonly image: string }>(
  codecs: readonly Codec<Image>[],
  image: Image["image"],
): Codec<Image> {
  const codec = codecs.find(({ descriptor }) => descriptor.image === image);
  if (codec === undefined)
    throw new ImageError("bad-name", `unknown image ${typeof image === "string" ? image : shown(image)}`);
  return codec;
}

function versionOf<Image extends { readonly image: string }>(
  table: CheckpointTable<Image>,
  inventory: Image,
): FormatVersion {
  const value = table.getVersion(inventory);
  const version = table.versions.find((v) => v.value === value);
  if (version !== undefined) return version;
  throw new ImageError("unknown-version", "the inventory names an unknown version of the format", {
    image: inventory.image,
    expected: table.versions.map((v) => `${v.value} (${v.name})`).join(" or "),
    found: value === undefined ? "none" : `${value}`,
  });
}

/**
 * Writes the images of a checkpoint in one version of the format, and updates the version in the inventory.
 *
 * @param images pairs of file name and image
 * @returns the bytes of each file, by name
 * @throws {ImageError} `unknown-version`, and the errors of writing an image
 */
export function encodeCheckpointWith<Image extends { readonly image: string }>(
  table: CheckpointTable<Image>,
  images: Iterable<readonly [file: string, image: Image]>,
  version: Version = "v1.1",
): Map<string, Uint8Array> {
  const heads = version === "v1.1";
  const files = new Map<string, Uint8Array>();
  for (const [file, image] of images) {
    const codec = codecOf(table.codecs, nameOf(image));
    files.set(
      file,
      codec.encode(image.image === table.inventory ? withHeads(table, image, heads) : image, { version }),
    );
  }
  return files;
}

/** Returns the inventory with a version that has heads, or with one that has none. */
function withHeads<Image extends { readonly image: string }>(
  table: CheckpointTable<Image>,
  inventory: Image,
  heads: boolean,
): Image {
  if (versionOf(table, inventory).heads === heads) return inventory;
  const version = table.versions.find((v) => v.heads === heads);
  return version === undefined ? inventory : table.setVersion(inventory, version.value);
}
