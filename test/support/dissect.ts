import type { ImageError } from "criu-images";
import type { DissectNode } from "../../inspect/dissect/node.ts";

/* Compares the nodes of a dissected image with its bytes and with the codec. */

/** Returns the first gap or overlap of nodes; undefined if every byte is in exactly one, in order. */
export function tiling(nodes: Iterable<DissectNode>, length: number): string | undefined {
  let pos = 0;
  for (const { offset, size, kind, path, header = 0 } of nodes) {
    if (offset !== pos || size < 0 || header > size)
      return `${kind} ${path} at ${offset}, ${size} bytes; not at ${pos}`;
    pos += size;
  }
  return pos === length ? undefined : `${pos} of ${length} bytes`;
}

/** Messages about data beyond the end of its container; the codec may detect that later. */
const TOO_LONG = /^past the end: |bytes end inside a number|^the message ends inside a group/;

/**
 * Returns a wrong position of a dissection's first error: it must be at the bytes that the codec refuses, and absent
 * if the codec refuses nothing.
 */
export function disagreement(nodes: readonly DissectNode[], codec: ImageError | undefined): string | undefined {
  const first = nodes.find(({ notes }) => notes.some(({ severity }) => severity === "error"));
  if (first === undefined && codec === undefined) return undefined;
  if (first === undefined || codec === undefined) return told(first, codec);
  const { offset, size, notes } = first;
  const refused = codec.offset ?? -1;
  // The codec does not distinguish the head from the magic.
  if (codec.code === "bad-magic") return offset <= 4 ? undefined : told(first, codec);
  const tooLong = notes.some(({ severity, text }) => severity === "error" && TOO_LONG.test(text));
  const isThere = offset <= refused && (refused <= offset + size || tooLong);
  return isThere ? undefined : told(first, codec);
}

function told(first: DissectNode | undefined, codec: ImageError | undefined): string {
  const mine = first && `${first.offset}+${first.size} ${first.notes.map(({ text }) => text).join("; ")}`;
  return `first error: ${mine ?? "none"}; the codec: ${codec?.message ?? "nothing"}`;
}
