import { sourceOf, varintAt } from "../wire/wire.ts";

/* Other formats of files that are found beside images, recognized by their first bytes. */

/** A format, and a hint. */
export interface Format {
  readonly is: (bytes: Uint8Array) => boolean;
  /** Name, as part of a sentence: `a tar archive`. */
  readonly what: string;
  /** Hint for somebody who wants an image. */
  readonly next?: string;
  /** Option of tar to unpack it; absent if it is no archive. */
  readonly tar?: string;
}

/** Name of the format that contains all images of a checkpoint in one file, but is not an archive. */
export const STREAM = "a stream of criu-image-streamer";

const ascii = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));

function begins(start: readonly number[], at = 0): Format["is"] {
  return (bytes) => start.every((byte, i) => bytes[at + i] === byte);
}

/** Matches the first characters of a file. */
function text(pattern: RegExp): Format["is"] {
  return (bytes) => pattern.test(String.fromCharCode(...bytes.subarray(0, 64)));
}

/**
 * Returns whether bytes begin with a marker of criu-image-streamer: its size, a number that the first marker does not
 * have, and the name of a file or the size of a piece of one.
 */
function isStream(bytes: Uint8Array): boolean {
  if (bytes.length < 6) return false;
  const source = sourceOf(bytes, true);
  const size = source.view.getUint32(0, true);
  const end = 4 + size;
  let at = bytes[4] === 0x08 ? 5 + varintAt(source, 5, bytes.length).size : 4;
  if (size > 0x200 || end > bytes.length || at >= end) return false;
  const tag = bytes[at++];
  const number = varintAt(source, at, end);
  at += number.size;
  if (number.broken !== undefined) return false;
  if (tag === 0x18 || tag === 0x20) return at === end;
  const name = String.fromCharCode(...bytes.subarray(at, end));
  return tag === 0x12 && /^[\x21-\x7e]+$/.test(name) && number.low === name.length;
}

const UNCOMPRESS = "uncompress it first";

const FORMATS: readonly Format[] = [
  { is: begins([0x1f, 0x8b]), what: "compressed with gzip", next: UNCOMPRESS, tar: "-xzf" },
  { is: begins([0x28, 0xb5, 0x2f, 0xfd]), what: "compressed with zstd", next: UNCOMPRESS, tar: "--zstd -xf" },
  { is: begins([0xfd, 0x37, 0x7a, 0x58, 0x5a]), what: "compressed with xz", next: UNCOMPRESS, tar: "-xJf" },
  { is: begins(ascii("BZh")), what: "compressed with bzip2", next: UNCOMPRESS, tar: "-xjf" },
  { is: begins([0x04, 0x22, 0x4d, 0x18]), what: "compressed with lz4", next: UNCOMPRESS, tar: "-I lz4 -xf" },
  { is: begins([0x50, 0x4b, 0x03, 0x04]), what: "a zip archive", next: "unpack it first" },
  { is: begins(ascii("ustar"), 257), what: "a tar archive", next: "unpack it first", tar: "-xf" },
  { is: begins([0x7f, 0x45, 0x4c, 0x46]), what: "an ELF file: a program, a library or the core dump of a kernel" },
  { is: begins([0, 0, 0, 0, 0, 0, 0, 0]), what: "zeros: nothing was written here, or it was lost" },
  {
    is: text(/^(?:\xef\xbb\xbf)?\s*\{\s*"(?:magic|entries|\$kept)"/),
    what: "JSON",
    next: "`critgen encode` turns that into an image",
  },
  {
    is: text(/^(?:\xef\xbb\xbf)?\s*(?:\{\s*["}]|\[\s*[[{"\]])/),
    what: "JSON of an engine, not of an image",
    next: "`jq .` shows it",
  },
  {
    is: isStream,
    what: STREAM,
    next: "`criu-image-streamer --images-dir DIR extract` converts it into files",
  },
  { is: text(/^\(\d\d\.\d{6}\) /), what: "a log of CRIU", next: "read it as text" },
  { is: text(/^[\t\r\n\x20-\x7e]{16,}$/), what: "text", next: "read it as such" },
];

/** Returns whether a file of this format can hold a whole checkpoint. */
export function isArchive({ what, tar }: Format): boolean {
  return tar !== undefined || what === STREAM;
}

/** Number of bytes that recognize any of the formats. */
export const FORMAT_BYTES = 512;

/** Recognizes the format of a file; returns `undefined` if it is none of these. */
export function formatOf(bytes: Uint8Array): Format | undefined {
  return FORMATS.find(({ is }) => is(bytes));
}

/** Describes a format, with its hint. */
export function formatText({ what, next }: Format): string {
  return next === undefined ? what : `${what}: ${next}`;
}
