/**
 * Reason for which a source cannot be opened.
 *
 * - `unknown-form`: neither a folder nor an archive that is read
 * - `not-found`: the source has no file or folder of that name
 * - `no-images`: no file of the source has the name of an image
 * - `several`: the source has the images of several checkpoints
 * - `truncated`: the source ends before its last entry does
 * - `damaged`: a part of the source is not as its form requires
 * - `unsupported`: the source has a feature of its form that is not read
 * - `too-large`: the source goes beyond one of the limits
 */
export type SourceErrorCode =
  | "unknown-form"
  | "not-found"
  | "no-images"
  | "several"
  | "truncated"
  | "damaged"
  | "unsupported"
  | "too-large";

/** Options of an error. */
interface SourceErrorOptions extends ErrorOptions {
  readonly choices?: readonly string[];
}

/** A source that cannot be opened. The message gives the place, and what to do next. */
export class SourceError extends Error {
  readonly code: SourceErrorCode;
  /** Folders and archives in the source that have checkpoints of their own: `folder` of the options can name one. */
  readonly choices: readonly string[];

  constructor(code: SourceErrorCode, message: string, { choices = [], ...options }: SourceErrorOptions = {}) {
    super(message, options);
    this.name = "SourceError";
    this.code = code;
    this.choices = choices;
  }
}
