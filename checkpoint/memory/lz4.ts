import LZ4 from "numcodecs/lz4";

/** Number of bytes of the size that the library expects before a block. */
const SIZE = 4;

/** Unpacks a block of LZ4 by its own code, compiled to WebAssembly, which writes at most `size` bytes. */
export async function unpackLz4(packed: Uint8Array, size: number): Promise<Uint8Array | undefined> {
  const input = new Uint8Array(SIZE + packed.length);
  new DataView(input.buffer).setUint32(0, size, true);
  input.set(packed, SIZE);
  try {
    const unpacked = await new LZ4().decode(input);
    return unpacked.length === size ? unpacked : undefined;
  } catch {
    // The library throws errors of its memory if a block is not valid.
    return undefined;
  }
}
