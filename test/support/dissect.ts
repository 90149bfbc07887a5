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

/** Where the first error is. */
function firstError(nodes: readonly DissectNode[]): number | undefined {
  return nodes.find(({ notes }) => notes.some(({ severity }) => severity === "error"))?.offset;
}

/** Whether an error is where the codec finds one, or before; and only then. */
export function agrees(nodes: readonly DissectNode[], codec: ImageError | undefined): boolean {
  const mine = firstError(nodes);
  // Which of the first two words is wrong the codec does not say.
  const latest = codec?.code === "bad-magic" ? 4 : (codec?.offset ?? -1);
  return codec === undefined ? mine === undefined : mine !== undefined && mine <= latest;
}
