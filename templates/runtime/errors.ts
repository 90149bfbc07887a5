/** What went wrong, as a word that programs can rely on. docs/errors.md has a paragraph on each. */
export type ImageErrorCode =
  | "truncated" // the bytes end before what they announce
  | "overrun" // a field reaches past the end of its message
  | "bad-varint" // a number of more than ten bytes
  | "bad-tag" // field number 0, or a wire type that protobuf does not have
  | "too-deep" // messages nested deeper than allowed
  | "too-large" // a message, or what follows it, longer than allowed
  | "missing-field" // a required field is not there
  | "bad-magic" // another image's magic, or none at all
  | "swapped-head" // a service head on an image, or a common head on a service file
  | "missing-head" // a version that has heads, a file without
  | "unexpected-head" // a version without heads, or an image that never has one
  | "unknown-version" // a version of the format that the table does not name
  | "bad-length" // what follows a message is not as long as the message says
  | "bad-value" // a value that its field cannot hold
  | "bad-name" // a file name, or an id, that the image cannot have
  | "raw-image" // bytes that only their file's name tells of: there is nothing in them to show
  | "bad-json"; // text that is not JSON, or not that of an image

/** Where in an image something went wrong, and what was there. */
export interface ImageErrorDetails {
  /** The image's name in the table. */
  readonly image?: string | undefined;
  /** Index of the framed entry, from 0; what stands before the entries is not counted. */
  readonly entry?: number | undefined;
  /** Distance from the start of the file, in bytes. */
  readonly offset?: number | undefined;
  /** The field, as one would write it: `vmas[3].start`. */
  readonly path?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
}

/** The one error that reading and writing images throws. */
export class ImageError extends Error implements ImageErrorDetails {
  readonly code: ImageErrorCode;
  readonly image: string | undefined;
  readonly entry: number | undefined;
  readonly offset: number | undefined;
  readonly path: string | undefined;
  readonly expected: string | undefined;
  readonly found: string | undefined;

  constructor(code: ImageErrorCode, what: string, details: ImageErrorDetails = {}) {
    super(describe(what, details));
    this.name = "ImageError";
    this.code = code;
    this.image = details.image;
    this.entry = details.entry;
    this.offset = details.offset;
    this.path = details.path;
    this.expected = details.expected;
    this.found = details.found;
  }
}

function describe(what: string, at: ImageErrorDetails): string {
  const where: string[] = [];
  if (at.image !== undefined) where.push(at.image);
  if (at.entry !== undefined) where.push(`entry ${at.entry}`);
  if (at.path !== undefined && at.path !== "") where.push(at.path);
  if (at.offset !== undefined) where.push(`offset ${at.offset}`);
  const versus = [];
  if (at.expected !== undefined) versus.push(`expected ${at.expected}`);
  if (at.found !== undefined) versus.push(`found ${at.found}`);
  const text = versus.length > 0 ? `${what}: ${versus.join(", ")}` : what;
  return where.length > 0 ? `${where.join(", ")}: ${text}` : text;
}

/** A 32-bit number as the registry writes it: `0x58313116`. */
export function hex32(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(8, "0")}`;
}
