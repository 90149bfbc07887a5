import { statSync } from "node:fs";
import { basename } from "node:path";
import { type ImageError, type ImageName, imageOfFile } from "criu-images";
import { type ImageSizes, imageLayouts, type MeasuredImage, measureImage } from "criu-images/layouts";
import { HEADS, type MagicName, ownerOf, PLACES, RAW_IMAGES } from "criu-images/magic";
import { isStdin, readChunks } from "./convert/input.ts";
import { located } from "./explore/folder.ts";

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
  sizes: { file: number } & Partial<ImageSizes>;
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
 * Reads an image file, or standard input, as far as it goes; no more is held in memory than a message of it.
 *
 * @param input its path; standard input where it is `-`
 * @throws {Error} where it is no image, or cannot be read; the message begins with its path
 */
export async function imageInfo(input: string): Promise<ImageInfo> {
  const file = isStdin(input) ? undefined : basename(input);
  const named = file === undefined ? undefined : imageOfFile(file)?.image;
  const raw = RAW_IMAGES.find((image) => image === named);
  try {
    // A raw image is as large as a process's memory, and its size is all there is to tell.
    return raw === undefined ? await infoOf(readChunks(input), file) : rawInfo(raw, statSync(input).size);
  } catch (error) {
    throw located(isStdin(input) ? "standard input" : input, error);
  }
}

function rawInfo(image: ImageName, file: number): ImageInfo {
  return { magic: null, count: 0, image, raw: true, sizes: { file }, problems: [] };
}

/** What is known of an image whose bytes these are, in a file of this name. */
export async function infoOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  name: string | undefined,
): Promise<ImageInfo> {
  const measured = await measureImage(imageLayouts, chunks, { file: name });
  const { layout, head, version, byteOrder, sizes, problems } = measured;
  const image = layout.image as ImageName;
  const { magic: number } = layout;
  const file = Object.values(sizes).reduce((sum, size) => sum + size);
  if (number === undefined) return rawInfo(image, file);
  const magic = ownerOf(number) ?? null;
  return {
    magic,
    count: countOf(measured, magic),
    image,
    raw: false,
    number: hex32(number),
    town: PLACES[number]?.town,
    head: headName(head),
    version,
    byte_order: byteOrder ?? "little",
    sizes: { file, ...sizes },
    problems: problems.map(problemOf),
  };
}

/** The magic of images whose first message is about the others, and no entry. */
const HEADED: MagicName = "PAGEMAP";

function countOf({ first, count }: MeasuredImage, magic: MagicName | null): number {
  return count + (first && magic !== HEADED ? 1 : 0);
}

function headName(word: number | undefined): ImageInfo["head"] {
  if (word === HEADS.common) return "common";
  return word === HEADS.service ? "service" : undefined;
}

function hex32(number: number): string {
  return `0x${number.toString(16).padStart(8, "0")}`;
}

function problemOf({ code, message, offset, entry, path }: ImageError): Problem {
  return { code, message, offset, entry, path };
}
