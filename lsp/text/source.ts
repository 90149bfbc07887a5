import type { Position, Range } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Location } from "../../generator/model/problem.ts";
import { lineStarts, offsetOfPlace } from "../../generator/text/lines.ts";
import type { Span } from "./span.ts";

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

  /** Returns the offset of a place of a problem; the end of the text if it lies beyond. */
  offsetOf(place: Pick<Location, "line" | "column">): number {
    this.#starts ??= lineStarts(this.text);
    return offsetOfPlace(this.text, place, this.#starts);
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
    this.#document ??= TextDocument.create(this.path, "", 0, this.text);
    return this.#document;
  }
}
