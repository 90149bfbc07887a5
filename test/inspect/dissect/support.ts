import { decodeAnyImage, ImageError } from "criu-images";
import { byName, imageLayouts } from "criu-images/layouts";
import { expect } from "vitest";
import { dissectImage } from "../../../inspect/dissect/image.ts";
import type { DissectNode } from "../../../inspect/dissect/node.ts";
import { pageOf } from "../../../inspect/dissect/page.ts";
import { nodeLines } from "../../../inspect/dissect/text.ts";
import { terminalOf } from "../../../inspect/terminal.ts";
import { type CorpusFile, corpus } from "../../support/corpus.ts";

/** Every image of the corpus that has a structure. */
export const IMAGES: readonly CorpusFile[] = corpus().filter(
  ({ name }) => byName(imageLayouts, name)[0]?.magic !== undefined,
);

export function dissect(bytes: Uint8Array, file?: string): DissectNode[] {
  return [...dissectImage(bytes, file)];
}

/** What is wrong with how nodes cover a file; nothing where each byte is in exactly one, in order. */
export function tiling(nodes: Iterable<DissectNode>, length: number): string | undefined {
  let pos = 0;
  for (const { offset, size, kind, path, header = 0 } of nodes) {
    if (offset !== pos || size < 0 || header > size)
      return `${kind} ${path} at ${offset}, ${size} bytes; not at ${pos}`;
    pos += size;
  }
  return pos === length ? undefined : `${pos} of ${length} bytes`;
}

/** Where the first error is. */
function firstError(nodes: readonly DissectNode[]): number | undefined {
  return nodes.find(({ notes }) => notes.some(({ severity }) => severity === "error"))?.offset;
}

/** What the typed codec has against these bytes. */
function refusal(bytes: Uint8Array, file: string | undefined): ImageError | undefined {
  try {
    decodeAnyImage(bytes, file === undefined ? {} : { file });
    return undefined;
  } catch (problem) {
    if (problem instanceof ImageError) return problem;
    throw problem;
  }
}

/** Damaged or not: the nodes cover the bytes, and an error is where the codec finds one, or before; and only then. */
export function agree(bytes: Uint8Array, file: string | undefined): void {
  const nodes = dissect(bytes, file);
  expect(tiling(nodes, bytes.length)).toBeUndefined();
  const [mine, codec] = [firstError(nodes), refusal(bytes, file)];
  // Which of the first two words is wrong the codec does not say.
  const latest = codec?.code === "bad-magic" ? 4 : (codec?.offset ?? -1);
  const same = codec === undefined ? mine === undefined : mine !== undefined && mine <= latest;
  if (!same) expect(notesOf(nodes)).toEqual(codec?.message);
}

/** All notes as `severity: text`, with the offset before them. */
export function notesOf(nodes: readonly DissectNode[]): string[] {
  return nodes.flatMap(({ offset, notes }) => notes.map(({ severity, text }) => `${offset} ${severity}: ${text}`));
}

/** The text of nodes on a page so wide, without colours. */
export function textOf(nodes: Iterable<DissectNode>, bytes: Uint8Array, width = 80, full = false): string[] {
  const page = pageOf(bytes, terminalOf({ columns: width }), full);
  return [...nodes].flatMap((node) => [...nodeLines(page, node)]);
}
