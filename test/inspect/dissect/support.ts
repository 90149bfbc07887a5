import { decodeAnyImage, ImageError } from "criu-images";
import { byName, imageLayouts } from "criu-images/layouts";
import { expect } from "vitest";
import { pageOf } from "../../../cli/dissect/page.ts";
import { nodeLines } from "../../../cli/dissect/text.ts";
import { terminalOf } from "../../../cli/terminal/terminal.ts";
import { dissectImage } from "../../../inspect/dissect/image.ts";
import type { DissectNode } from "../../../inspect/dissect/node.ts";
import { type CorpusFile, corpus } from "../../support/corpus.ts";
import { disagreement, tiling } from "../../support/dissect.ts";

/** Each real image, except raw ones. */
export const IMAGES: readonly CorpusFile[] = corpus().filter(
  ({ name }) => byName(imageLayouts, name)[0]?.magic !== undefined,
);

export function dissect(bytes: Uint8Array, file?: string): DissectNode[] {
  return [...dissectImage(bytes, file)];
}

/** Returns the typed codec's error for these bytes. */
export function refusal(bytes: Uint8Array, file: string | undefined): ImageError | undefined {
  try {
    decodeAnyImage(bytes, file === undefined ? {} : { file });
    return undefined;
  } catch (problem) {
    if (problem instanceof ImageError) return problem;
    throw problem;
  }
}

/** Checks that the nodes cover the bytes, and that the first error is at the codec's offset, if the codec refuses. */
export function agree(bytes: Uint8Array, file: string | undefined): void {
  const nodes = dissect(bytes, file);
  expect(tiling(nodes, bytes.length)).toBeUndefined();
  expect(disagreement(nodes, refusal(bytes, file))).toBeUndefined();
}

/** Returns all notes as `severity: text`, after their offset. */
export function notesOf(nodes: readonly DissectNode[]): string[] {
  return nodes.flatMap(({ offset, notes }) => notes.map(({ severity, text }) => `${offset} ${severity}: ${text}`));
}

/** Returns the text of the nodes for a terminal of this width, without colours. */
export function textOf(nodes: Iterable<DissectNode>, bytes: Uint8Array, width = 80, full = false): string[] {
  const page = pageOf(bytes, terminalOf({ columns: width }), full);
  return [...nodes].flatMap((node) => [...nodeLines(page, node)]);
}
