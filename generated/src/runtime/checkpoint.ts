// Copied by critgen 0.1.0 from its runtime: do not edit.

import { isObject, shown } from "./checks.ts";
import type { ImageDescriptor, Version } from "./descriptor.ts";
import { ImageError } from "./errors.ts";
import type { ReadOptions } from "./framing.ts";
import { beginningOf, byName } from "./identify.ts";
import type { WriteOptions } from "./image.ts";
import { type ImageId, parseName } from "./names.ts";

/** A version of the format, as the inventory of a checkpoint gives it. */
export interface FormatVersion {
  readonly name: string;
  readonly value: number;
  /** Whether the other images of the checkpoint have heads. */
  readonly heads: boolean;
}

/** Files of a checkpoint, wherever they are: a folder, an archive, a map. */
export interface Files {
  readonly names: Iterable<string>;
  read(name: string): Uint8Array;
  /** The first `size` bytes of a file, or all of a shorter one; without it, the whole file is read for them. */
  start?(name: string, size: number): Uint8Array;
}

/** One file of a checkpoint that is an image, by its name. */
export interface CheckpointFile<Name extends string = string> {
  readonly file: string;
  readonly image: Name;
  readonly id?: ImageId;
}

/** A file that is an image, and of which the table has no row: a newer release, a fork or a plug-in has written it. */
export interface UnknownFile {
  readonly file: string;
  /** The number that it begins with, behind a head or not; absent if the file is too short to have one. */
  readonly magic?: number;
}

/** Reads and writes one kind of image. */
export interface Codec<Image extends { readonly image: string }> {
  readonly descriptor: ImageDescriptor<Image["image"]>;
  decode(bytes: Uint8Array, options?: ReadOptions): Image;
  encode(image: Image, options?: WriteOptions): Uint8Array;
}

/** What the table says of a checkpoint as a whole. */
export interface CheckpointTable<Image extends { readonly image: string }> {
  readonly versions: readonly FormatVersion[];
  /** The image that is read first. */
  readonly inventory: Image["image"];
  /** The version in it: the field's value, and the image with another one. */
  readonly getVersion: (inventory: Image) => number | undefined;
  readonly setVersion: (inventory: Image, value: number) => Image;
  readonly codecs: readonly Codec<Image>[];
}

/** A checkpoint whose inventory has been read. */
export interface Checkpoint<Image extends { readonly image: string }> {
  readonly inventory: Image;
  readonly version: FormatVersion;
  /** The files that are images, in the order in which they were listed. */
  readonly files: readonly CheckpointFile<Image["image"]>[];
  /** The files that are images, and that the table does not know: by their content, or by the ending of their names. */
  readonly unknown: readonly UnknownFile[];
  /** The files that are no images: logs, archives, notes of an engine. */
  readonly others: readonly string[];
  /** Reads one of the files. Its framing must be what the inventory's version says. */
  decode(file: CheckpointFile<Image["image"]>): Image;
}

/**
 * Opens a checkpoint as CRIU does: the inventory first, whose version decides whether heads are expected in all the
 * other images.
 *
 * @throws {ImageError} `unknown-version` where the table does not name the inventory's version; else as reading the
 * inventory does, or what `files.read` throws
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

/** The name that an image says it has. */
export function nameOf<Image extends { readonly image: string }>(image: Image): Image["image"] {
  if (isObject(image)) return image.image;
  throw new ImageError("bad-value", "this cannot be written", { expected: "an image", found: shown(image) });
}

/** The files of a folder, by what they are. */
export type SortedFiles<Name extends string> = Pick<
  Checkpoint<{ readonly image: Name }>,
  "files" | "unknown" | "others"
>;

/** Head and magic. */
const LONGEST_BEGINNING = 8;

/** Tells images from other files, by their names; a file under a name that no row has, by its first bytes. */
export function sortFiles<Name extends string>(
  table: readonly ImageDescriptor<Name>[],
  files: Files,
): SortedFiles<Name> {
  const images: CheckpointFile<Name>[] = [];
  const unknown: UnknownFile[] = [];
  const others: string[] = [];
  for (const file of files.names) {
    const [d] = byName(table, file);
    if (d !== undefined) {
      images.push({ file, image: d.image, ...parseName(d, file) });
      continue;
    }
    const start = files.start?.(file, LONGEST_BEGINNING) ?? files.read(file);
    const { head, magic } = beginningOf(table, start);
    const isKnown = table.some((row) => row.magic !== undefined && row.magic === magic);
    // A copy of a known image under another name, such as `core-1.img.orig`, is nothing that readers miss.
    if (file.endsWith(".img") || (head !== undefined && magic !== undefined && !isKnown)) {
      unknown.push({ file, ...(magic !== undefined && { magic }) });
    } else others.push(file);
  }
  return { files: images, unknown, others };
}

/** The codec of an image. */
export function codecOf<Image extends { readonly image: string }>(
  codecs: readonly Codec<Image>[],
  image: Image["image"],
): Codec<Image> {
  const codec = codecs.find(({ descriptor }) => descriptor.image === image);
  if (codec === undefined)
    throw new ImageError("bad-name", `there is no image ${typeof image === "string" ? image : shown(image)}`);
  return codec;
}

function versionOf<Image extends { readonly image: string }>(
  table: CheckpointTable<Image>,
  inventory: Image,
): FormatVersion {
  const value = table.getVersion(inventory);
  const version = table.versions.find((v) => v.value === value);
  if (version !== undefined) return version;
  throw new ImageError("unknown-version", "the inventory names a version of the format that is not known", {
    image: inventory.image,
    expected: table.versions.map((v) => `${v.value} (${v.name})`).join(" or "),
    found: value === undefined ? "none" : `${value}`,
  });
}

/**
 * Writes the images of a checkpoint in one version of the format; the inventory among them comes to say that version.
 *
 * @param images file names and images
 * @returns the files' bytes, by name
 * @throws {ImageError} `unknown-version`, and what writing the images does
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

/** The inventory of a checkpoint whose images have heads, or have none. */
function withHeads<Image extends { readonly image: string }>(
  table: CheckpointTable<Image>,
  inventory: Image,
  heads: boolean,
): Image {
  if (versionOf(table, inventory).heads === heads) return inventory;
  const version = table.versions.find((v) => v.heads === heads);
  return version === undefined ? inventory : table.setVersion(inventory, version.value);
}
