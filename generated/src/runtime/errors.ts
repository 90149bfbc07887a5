// Copied by critgen 0.1.0 from its runtime: do not edit.

/** What went wrong, as a word that programs can rely on; critgen's docs/errors.md says what to do about each. */
export type ImageErrorCode =
  | "truncated" // the bytes end before what they announce
  | "overrun" // a field reaches past the end of its message
  | "bad-varint" // a number of more than ten bytes
  | "bad-tag" // field number 0, or a wire type that protobuf does not have
  | "too-deep" // messages nested deeper than allowed
  | "too-large" // a message, or what follows it, longer than allowed
  | "too-much" // objects that take more memory than allowed
  | "missing-field" // a required field is not there
  | "bad-magic" // another image's magic, or none at all
  | "swapped-head" // a service head on an image, or a common head on a service file
  | "missing-head" // a version that has heads, a file without
  | "unexpected-head" // a version without heads, or an image that never has one
  | "unknown-version" // a version of the format that the table does not name
  | "bad-length" // what follows a message is not as long as the message says
  | "bad-value" // a value that its field cannot hold
  | "bad-name" // a file name, or an id, that the image cannot have
  | "no-file" // a link, a pipe, a device or a folder where a regular file of a checkpoint is expected
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
  declare readonly code: ImageErrorCode;
  declare readonly image: string | undefined;
  declare readonly entry: number | undefined;
  declare readonly offset: number | undefined;
  declare readonly path: string | undefined;
  declare readonly expected: string | undefined;
  declare readonly found: string | undefined;

  constructor(code: ImageErrorCode, what: string, details: ImageErrorDetails = {}) {
    super(describe(what, details));
    Object.assign(this, { name: "ImageError", code, ...details });
  }
}

function describe(what: string, details: ImageErrorDetails): string {
  const labelled = (label: keyof ImageErrorDetails): string =>
    details[label] === undefined ? "" : `${label} ${details[label]}`;
  const where = joined(", ", details.image, labelled("entry"), details.path, labelled("offset"));
  return joined(": ", where, what, joined(", ", labelled("expected"), labelled("found")));
}

/** The texts that are there, with `separator` between them. */
function joined(separator: string, ...texts: readonly (string | undefined)[]): string {
  return texts.filter(Boolean).join(separator);
}

/** A 32-bit number as the registry writes it: `0x58313116`. */
export function hex32(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(8, "0")}`;
}
