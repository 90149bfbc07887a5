import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { type AnyImage, decodeAnyImage, ImageError, type ImageName, imageOfFile } from "criu-images";
import { type MagicName, ownerOf, PLACES, RAW_IMAGES } from "criu-images/magic";
import { tellingWhere } from "./explore/folder.ts";
import { type FramedImage, headOf, type Measures, measure } from "./info/measure.ts";

/** What is known of an image file without a look at its entries' fields. Two keys come first, as in crit's JSON. */
export interface ImageInfo {
  /** Name of the magic; `null` where the image is raw. Images can share one. */
  magic: MagicName | null;
  /** Entries that are whole. A pagemap's head is none, as for crit; nor are bytes behind an entry's message. */
  count: number;
  image: ImageName;
  /** No magic and no messages: bytes that CRIU did not frame. */
  raw: boolean;
  /** The magic as a number, and the town that it is the coordinates of. */
  number?: string;
  town?: string | undefined;
  /** The word before the magic; absent where there is none. */
  head?: "common" | "service" | undefined;
  /** Absent where the image has the same form in both. */
  version?: "v1.0" | "v1.1" | undefined;
  byte_order?: "little" | "big";
  sizes: { file: number } & Partial<Measures>;
  /** What is wrong with the file: it is not read further than that. */
  problems: Problem[];
}

interface Problem {
  code: string;
  message: string;
  offset?: number | undefined;
  entry?: number | undefined;
  path?: string | undefined;
}

/**
 * Reads an image file as far as it goes.
 *
 * @throws {Error} where it is no image, or cannot be read; the message begins with its path
 */
export function imageInfo(path: string): ImageInfo {
  const file = basename(path);
  const named = imageOfFile(file)?.image;
  const raw = RAW_IMAGES.find((image) => image === named);
  return tellingWhere(path, () => {
    // A raw image is as large as a process's memory, and its size is all there is to tell.
    return raw === undefined ? infoOf(readFileSync(path), file) : rawInfo(raw, statSync(path).size);
  });
}

function rawInfo(image: ImageName, file: number): ImageInfo {
  return { magic: null, count: 0, image, raw: true, sizes: { file }, problems: [] };
}

/** What is known of an image whose bytes these are, in a file of this name. */
export function infoOf(bytes: Uint8Array, file: string): ImageInfo {
  const { image, problems } = readSome(bytes, file);
  if (!isFramed(image)) return rawInfo(image.image, bytes.length);
  const { first, entries, version, byteOrder = "little" } = image;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = headOf(view, byteOrder === "little");
  const number = view.getUint32(head === undefined ? 0 : 4, byteOrder === "little");
  const magic = ownerOf(number) ?? null;
  return {
    magic,
    count: entries.length + (first === undefined || magic === HEADED ? 0 : 1),
    image: image.image,
    raw: false,
    number: hex32(number),
    town: PLACES[number]?.town,
    head,
    version,
    byte_order: byteOrder,
    sizes: { file: bytes.length, ...measure(bytes, image) },
    problems: problems.map(problemOf),
  };
}

/** The magic of images whose first message is about the others, and no entry. */
const HEADED: MagicName = "PAGEMAP";

function isFramed(image: AnyImage): image is FramedImage {
  return "entries" in image;
}

function hex32(number: number): string {
  return `0x${number.toString(16).padStart(8, "0")}`;
}

/** What could be read of an image, and what was wrong with it. */
function readSome(bytes: Uint8Array, file: string): { image: AnyImage; problems: ImageError[] } {
  const problems: ImageError[] = [];
  try {
    return { image: decodeAnyImage(bytes, { file, tolerate: (problem) => problems.push(problem) }), problems };
  } catch (error) {
    if (!(error instanceof ImageError) || error.code === "bad-magic" || !error.offset) throw error;
    // Something is broken. Cut off there, the image is one that merely ends too early.
    const end = Math.min(error.offset, bytes.length - 1);
    return { image: readSome(bytes.subarray(0, end), file).image, problems: [...problems, error] };
  }
}

function problemOf({ code, message, offset, entry, path }: ImageError): Problem {
  return { code, message, offset, entry, path };
}
