import type { Core } from "criu-checkpoint";

/** Returns all bytes of a core. */
export async function bytesOf(core: Core): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of core.pieces())
    pieces.push(piece instanceof Uint8Array ? piece : new Uint8Array(piece.zeros));
  return Buffer.concat(pieces);
}
