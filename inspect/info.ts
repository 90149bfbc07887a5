import { statSync } from "node:fs";
import { basename } from "node:path";
import type { ImageError } from "criu-images";
import { byName, type ImageSizes, type MeasuredImage, measureImage, type PassedMessage } from "criu-images/layouts";
import { isStdin, readChunks, startOf } from "./convert/input.ts";
import { hex32 } from "./dissect/words.ts";
import { FORMAT_BYTES } from "./files/formats.ts";
import { withHint } from "./files/hint.ts";
import { located } from "./files/located.ts";
import { headName, ownerOf, type Schema, versionIn, versionProblem } from "./schema/schema.ts";

/** What is known of an image file without a look at its entries' fields. Two keys come first, as in crit's JSON. */
export interface ImageInfo {
  /** Name of the magic; `null` where the image is raw. Images can share one. */
  magic: string | null;
  /** Entries that are whole. A pagemap's head is none, as for crit; nor are bytes behind an entry's message. */
  count: number;
  image: string;
  /** No magic and no messages: bytes that CRIU did not frame. */
  raw: boolean;
  /** The magic as a number, and the town that it is the coordinates of. */
  number?: string;
  town?: string | undefined;
  /** The word before the magic; absent where there is none. */
  head?: string | undefined;
  /** Absent where the image has the same form in both. */
  version?: "v1.0" | "v1.1" | undefined;
  byte_order?: "little" | "big";
  sizes: { file: number } & Partial<ImageSizes>;
  /** What is wrong with the file: it is not read further than that. */
  problems: Problem[];
}

export interface Problem {
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
export async function imageInfo(schema: Schema, input: string): Promise<ImageInfo> {
  try {
    if (isStdin(input)) return await infoOf(schema, { chunks: readChunks(input) });
    const stats = statSync(input);
    const size = stats.isFile() ? stats.size : undefined;
    return await infoOf(schema, { chunks: readChunks(input), name: basename(input), size });
  } catch (error) {
    if (isStdin(input)) throw located("standard input", error);
    throw located(input, withHint(error, startOf(input, FORMAT_BYTES)));
  }
}

/** An image whose bytes are at hand or arrive. */
export interface InfoInput {
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** The name of its file. */
  readonly name?: string | undefined;
  /** Its size; of a pipe nobody knows it. */
  readonly size?: number | undefined;
  readonly onMessage?: (message: PassedMessage) => void;
}

function rawInfo(image: string, file: number): ImageInfo {
  return { magic: null, count: 0, image, raw: true, sizes: { file }, problems: [] };
}

/** What is known of an image. */
export async function infoOf(schema: Schema, { chunks, name, size, onMessage }: InfoInput): Promise<ImageInfo> {
  const [meant] = name === undefined ? [] : byName(schema.layouts, name);
  // A raw image is as large as a process's memory, and its size is all there is to tell.
  if (meant !== undefined && meant.magic === undefined && size !== undefined) return rawInfo(meant.image, size);
  const versions: Problem[] = [];
  const measured = await measureImage(schema.layouts, chunks, {
    file: name,
    size,
    onMessage: (message) => {
      const version = versionIn(schema, message);
      const problem = version && versionProblem(schema, version);
      if (version !== undefined && problem !== undefined) {
        versions.push({ code: "unknown-version", message: problem, entry: 0, path: version.field });
      }
      onMessage?.(message);
    },
  });
  const { layout, head, version, byteOrder, sizes, problems } = measured;
  const { image, magic: number } = layout;
  const file = Object.values(sizes).reduce((sum, size) => sum + size);
  if (number === undefined) return rawInfo(image, file);
  const magic = ownerOf(layout);
  return {
    magic,
    count: countOf(measured, magic),
    image,
    raw: false,
    number: hex32(number),
    town: schema.townOf(number),
    head: headName(schema, head),
    version,
    byte_order: byteOrder ?? "little",
    sizes: { file, ...sizes },
    problems: [...problems.map(problemOf), ...versions],
  };
}

/** The magic of images whose first message is about the others, and no entry. */
const HEADED = "PAGEMAP";

function countOf({ first, count }: MeasuredImage, magic: string): number {
  return count + (first && magic !== HEADED ? 1 : 0);
}

function problemOf({ code, message, offset, entry, path }: ImageError): Problem {
  return { code, message, offset, entry, path };
}
