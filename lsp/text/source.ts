import type { Position, Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Location } from "../../generator/model/problem.ts";
import type { Span } from "./span.ts";
import { uriOfPath } from "./uri.ts";

/** Text of a file, with its places: as problems have them, as offsets, and as the protocol has them. */
export class Source {
  /** Absolute path. */
  readonly path: string;
  /** Path in problems. */
  readonly file: string;
  readonly text: string;
  #starts: readonly number[] | undefined;
  #document: TextDocument | undefined;

  constructor(path: string, file: string, text: string) {
    this.path = path;
    this.file = file;
    this.text = text;
  }

  get uri(): string {
    return uriOfPath(this.path);
  }

  /** Returns the offset of a place of a problem; the end of the text if it lies beyond. */
  offsetOf({ line, column }: Pick<Location, "line" | "column">): number {
    this.#starts ??= lineStarts(this.text);
    return Math.min((this.#starts[line - 1] ?? this.text.length) + column - 1, this.text.length);
  }

  offsetAt(position: Position): number {
    return this.#positions().offsetAt(position);
  }

  positionAt(offset: number): Position {
    return this.#positions().positionAt(offset);
  }

  rangeOf({ from, to }: Span): Range {
    return { start: this.positionAt(from), end: this.positionAt(to) };
  }

  #positions(): TextDocument {
    this.#document ??= TextDocument.create(this.uri, "", 0, this.text);
    return this.#document;
  }
}

/** Returns the offsets of all lines. Lines of a schema end with a line feed alone. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}
