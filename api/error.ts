import type { ImageErrorCode } from "criu-images";

/**
 * Kind of an error. Codes of images are those of `ImageError`; docs/errors.md explains them.
 * - `bad-schema`: the schema or the config has problems
 * - `bad-tree`: a folder is no source tree of CRIU, or something in it is not understood
 * - `in-the-way`: files in the output folder were edited, or are not critgen's
 * - `defect`: rendered code does not compile
 * - `unreadable`: the system refused to read or write a file
 * - `failed`: any other reason; the message has it
 */
export type CritgenErrorCode =
  | "bad-schema"
  | "bad-tree"
  | "in-the-way"
  | "defect"
  | "unreadable"
  | "failed"
  | ImageErrorCode;

/** Place of an error, as far as it is known: in a text, or in an image. */
export interface ErrorPlace {
  /** Path of the file. In a schema, it is relative to the schema's folder. */
  readonly file?: string | undefined;
  /** Line and column, from 1. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Name of the image in the table. */
  readonly image?: string | undefined;
  /** Index of the entry, from 0. */
  readonly entry?: number | undefined;
  /** Offset in the image, or in the text of its JSON, in bytes. */
  readonly offset?: number | undefined;
  /** Path of the field, such as `vmas[3].start`. */
  readonly path?: string | undefined;
}

/** A fault that an error reports. One error can report several. */
export interface Fault {
  /** Stable word for the kind: of docs/problems.md, of docs/errors.md, or a kind of difference of a file. */
  readonly code: string;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly place: ErrorPlace;
}

/** The only class of errors that this module throws, beside the reason of an aborted signal. */
export class CritgenError extends Error {
  readonly code: CritgenErrorCode;
  /** Place of the first fault. */
  readonly place: ErrorPlace;
  /** All faults. */
  readonly faults: readonly Fault[];

  constructor(code: CritgenErrorCode, message: string, faults: readonly Fault[], options?: { cause: unknown }) {
    super(message, options);
    this.name = "CritgenError";
    this.code = code;
    this.place = faults[0]?.place ?? {};
    this.faults = faults;
  }
}
