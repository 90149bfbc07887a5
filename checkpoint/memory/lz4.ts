import LZ4 from "numcodecs/lz4";
import { MemoryError } from "./error.ts";

/** Number of bytes of the size that the library expects before a block. */
const SIZE = 4;

/** The library makes functions from texts when it starts; that of zstd does not. */
const BLOCKED =
  "a Content-Security-Policy without 'unsafe-eval' blocks the library that unpacks lz4: allow it, or read the memory elsewhere";

/** Unpacks a block of LZ4 by its own code, compiled to WebAssembly, which writes at most `size` bytes. */
export async function unpackLz4(packed: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const input = new Uint8Array(SIZE + packed.length);
  new DataView(input.buffer).setUint32(0, size, true);
  input.set(packed, SIZE);
  try {
    const unpacked = await new LZ4().decode(input);
    return unpacked.length === size ? unpacked : undefined;
  } catch (error) {
    if (error instanceof EvalError) throw new MemoryError("bad-form", BLOCKED);
    // The library throws errors of its memory if a block is not valid.
    return undefined;
  }
}
