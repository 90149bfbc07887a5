/** Kind of error, for programs. docs/errors.md of critgen explains each code and its remedy. */
export type ImageErrorCode =
  | "truncated" // fewer bytes than a size announces
  | "overrun" // a field reaches past the end of its message
  | "bad-varint" // a number of more than ten bytes
  | "bad-tag" // field number 0, or a wire type that protobuf does not have
  | "too-deep" // messages nested deeper than allowed
  | "too-large" // a message or an extra longer than allowed
  | "too-much" // objects that take more memory than allowed
  | "missing-field" // a required field is absent
  | "bad-magic" // another image's magic, or none at all
  | "swapped-head" // a service head on an image, or a common head on a service file
  | "missing-head" // an image without a head, in a version with heads
  | "unexpected-head" // a head in a version, or on an image, without heads
  | "unknown-version" // a version of the format that the table does not name
  | "bad-length" // an extra that is not as long as its length field says
  | "bad-value" // a value that its field cannot hold
  | "bad-name" // a file name, or an id, that the image cannot have
  | "no-file" // a link, a pipe, a device or a folder where a regular file of a checkpoint is expected
  | "raw-image" // a raw image has no structure to show
  | "bad-json"; // text that is not the JSON of an image

/** Place of an error in an image, and the value found there. */
export interface ImageErrorDetails {
  /** Name of the image in the table. */
  readonly image?: string | undefined;
  /** Index of the framed entry, from 0; the first message has none. */
  readonly entry?: number | undefined;
  /** Offset from the start of the file, in bytes. */
  readonly offset?: number | undefined;
  /** Path of the field, such as `vmas[3].start`. */
  readonly path?: string | undefined;
  readonly expected?: string | undefined;
  readonly found?: string | undefined;
}

/** The only class of errors that reading and writing images throws. */
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

/** Joins the texts that are not empty. */
function joined(separator: string, ...texts: readonly (string | undefined)[]): string {
  return texts.filter(Boolean).join(separator);
}

/** Formats a 32-bit number with eight hexadecimal digits: `0x58313116`. */
export function hex32(value: number): string {
  return `0x${(value >>> 0).toString(16).padStart(8, "0")}`;
}
