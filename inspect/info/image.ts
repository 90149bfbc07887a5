import type { ImageError } from "criu-images";
import { byName, type ImageSizes, type MeasuredImage, measureImage, type PassedMessage } from "criu-images/layouts";
import { FORMAT_BYTES } from "../open/formats.ts";
import { withHint } from "../open/hint.ts";
import type { Input } from "../open/input.ts";
import { located } from "../open/located.ts";
import { headName, ownerOf, type Schema, versionIn, versionProblem } from "../schema/schema.ts";
import { hex32 } from "../wire/word.ts";

/** Facts about an image file without the fields of its entries. Two keys come first, as in crit's JSON. */
export interface ImageInfo {
  /** Name of the magic, which images can share; `null` if the image is raw. */
  magic: string | null;
  /** Number of whole entries, without the head of a pagemap and without extras, as crit counts them. */
  count: number;
  image: string;
  /** Whether the image is raw: bytes without framing. */
  raw: boolean;
  /** The magic as a number, and its town. */
  number?: string;
  town?: string | undefined;
  /** The head; absent if there is none. */
  head?: string | undefined;
  /** Version of the framing; absent if the image has the same form in all versions. */
  version?: "v1.0" | "v1.1" | undefined;
  byte_order?: "little" | "big";
  sizes: { file: number } & Partial<ImageSizes>;
  /** Problems of the file; an invalid part ends the reading. */
  problems: ImageProblem[];
}

export interface ImageProblem {
  code: string;
  message: string;
  offset?: number | undefined;
  entry?: number | undefined;
  path?: string | undefined;
}

/**
 * Reads an image as far as it is valid; only one message is held in memory.
 *
 * @throws {Error} if it is not an image, or cannot be read; the message begins with its place
 */
export async function imageInfo(schema: Schema, input: Input): Promise<ImageInfo> {
  const { place, name, size } = input;
  try {
    return await infoOf(schema, { chunks: input.chunks(), name, size });
  } catch (error) {
    throw located(place, withHint(error, await input.start(FORMAT_BYTES)));
  }
}

/** An image whose bytes are available or arriving. */
export interface InfoInput {
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Name of the file. */
  readonly name?: string | undefined;
  /** Size of the file in bytes; absent for a pipe. */
  readonly size?: number | undefined;
  readonly onMessage?: (message: PassedMessage) => void;
}

function rawInfo(image: string, file: number): ImageInfo {
  return { magic: null, count: 0, image, raw: true, sizes: { file }, problems: [] };
}

/** Examines an image. */
export async function infoOf(schema: Schema, { chunks, name, size, onMessage }: InfoInput): Promise<ImageInfo> {
  const [meant] = name === undefined ? [] : byName(schema.layouts, name);
  // A raw image is as large as a process's memory, and its size is the only fact about it.
  if (meant !== undefined && meant.magic === undefined && size !== undefined) return rawInfo(meant.image, size);
  const versions: ImageProblem[] = [];
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

/** Magic of images whose first message describes the image, and is not counted by crit. */
const HEADED = "PAGEMAP";

function countOf({ first, count }: MeasuredImage, magic: string): number {
  return count + (first && magic !== HEADED ? 1 : 0);
}

function problemOf({ code, message, offset, entry, path }: ImageError): ImageProblem {
  return { code, message, offset, entry, path };
}
