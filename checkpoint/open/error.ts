/**
 * Reason for which a source cannot be opened.
 *
 * - `unknown-form`: neither a folder nor an archive that is read
 * - `no-images`: no file of the source has the name of an image
 * - `several`: the source has the images of several checkpoints
 * - `truncated`: the source ends before its last entry does
 * - `damaged`: a part of the source is not as its form requires
 * - `unsupported`: the source has a feature of its form that is not read
 * - `too-large`: the source goes beyond one of the limits
 */
export type SourceErrorCode =
  | "unknown-form"
  | "no-images"
  | "several"
  | "truncated"
  | "damaged"
  | "unsupported"
  | "too-large";

/** A source that cannot be opened. The message gives the place, and what to do next. */
export class SourceError extends Error {
  readonly code: SourceErrorCode;

  constructor(code: SourceErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SourceError";
    this.code = code;
  }
}
