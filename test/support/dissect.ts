import type { ImageError } from "criu-images";
import type { DissectNode } from "../../inspect/dissect/node.ts";

/* How the nodes of a dissected image must stand to its bytes, and to what the codec says of them. */

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

/** Texts of errors about a thing that goes on behind the end of what it stands in: the codec may find that out later. */
const TOO_LONG = /^past the end: |bytes end inside a number|^the message ends inside a group/;

/**
 * What is wrong with where the first error of a dissected image is: it belongs to the bytes that the codec refuses, and
 * there is none if the codec refuses nothing.
 */
export function disagreement(nodes: readonly DissectNode[], codec: ImageError | undefined): string | undefined {
  const first = nodes.find(({ notes }) => notes.some(({ severity }) => severity === "error"));
  if (first === undefined && codec === undefined) return undefined;
  if (first === undefined || codec === undefined) return told(first, codec);
  const { offset, size, notes } = first;
  const refused = codec.offset ?? -1;
  // Which of the first two words is wrong the codec does not say.
  if (codec.code === "bad-magic") return offset <= 4 ? undefined : told(first, codec);
  const tooLong = notes.some(({ severity, text }) => severity === "error" && TOO_LONG.test(text));
  const isThere = offset <= refused && (refused <= offset + size || tooLong);
  return isThere ? undefined : told(first, codec);
}

function told(first: DissectNode | undefined, codec: ImageError | undefined): string {
  const mine = first && `${first.offset}+${first.size} ${first.notes.map(({ text }) => text).join("; ")}`;
  return `first error: ${mine ?? "none"}; the codec: ${codec?.message ?? "nothing"}`;
}
