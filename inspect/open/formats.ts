import { FORM_BYTES, type Form, formOf } from "criu-checkpoint";

/* Other formats of files that are found beside images, recognized by their first bytes. */

/** A format, and a hint. */
interface Format {
  readonly is: (bytes: Uint8Array) => boolean;
  /** Name, as part of a sentence: `a tar archive`. */
  readonly what: string;
  /** Hint for somebody who wants an image. */
  readonly next?: string;
  /** Whether it can hold a whole checkpoint that commands read. */
  readonly isArchive?: true;
}

function begins(start: readonly number[], at = 0): Format["is"] {
  return (bytes) => start.every((byte, i) => bytes[at + i] === byte);
}

/** Matches the first characters of a file. */
function text(pattern: RegExp): Format["is"] {
  return (bytes) => pattern.test(String.fromCharCode(...bytes.subarray(0, 64)));
}

const FORMATS: readonly Format[] = [
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
  { is: text(/^\(\d\d\.\d{6}\) /), what: "a log of CRIU", next: "read it as text" },
  { is: text(/^[\t\r\n\x20-\x7e]{16,}$/), what: "text", next: "read it as such" },
];

const INSIDE = "`critgen info` lists its files; name one as ARCHIVE:FILE";

const PACKED = "uncompress it first, or name a file of an archive as ARCHIVE:FILE";

/** Formats of files with other files in them, and of compressed ones. */
const ARCHIVES: Readonly<Record<Form, Omit<Format, "is">>> = {
  gzip: { what: "compressed with gzip", next: PACKED, isArchive: true },
  zstd: { what: "compressed with zstd", next: PACKED, isArchive: true },
  xz: { what: "compressed with xz", next: PACKED, isArchive: true },
  bzip2: { what: "compressed with bzip2", next: PACKED, isArchive: true },
  tar: { what: "a tar archive", next: INSIDE, isArchive: true },
  stream: { what: "a stream of criu-image-streamer", next: INSIDE, isArchive: true },
  lz4: { what: "compressed with lz4", next: "uncompress it first" },
  zip: { what: "a zip archive", next: "unpack it first" },
};

/** Number of bytes that recognize any of the formats. */
export const FORMAT_BYTES: number = FORM_BYTES;

/** Recognizes the format of a file; returns `undefined` if it is none of these. */
export function formatOf(bytes: Uint8Array): Omit<Format, "is"> | undefined {
  const form = formOf(bytes);
  return form === undefined ? FORMATS.find(({ is }) => is(bytes)) : ARCHIVES[form];
}

/** Describes a format, with its hint. */
export function formatText({ what, next }: Omit<Format, "is">): string {
  return next === undefined ? what : `${what}: ${next}`;
}
