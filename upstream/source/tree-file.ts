/** A file of a source tree: its path there, and its text. */
export interface TreeFile {
  readonly path: string;
  readonly text: string;
}

/** A place in a file of a source tree. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Error of a source tree; the message is one line, with the place. */
export class TreeError extends Error {
  readonly at: Place | undefined;

  constructor(message: string, at?: Place) {
    super(at === undefined ? message : `${at.file}:${at.line}: ${message}`);
    this.name = "TreeError";
    this.at = at;
  }
}
