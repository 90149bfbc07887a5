/* The part of numcodecs that is used: its own types import a file without its extension, which TypeScript refuses. */

/** Blocks of LZ4, each after its unpacked size: 32 bits, little-endian. */
export default class LZ4 {
  encode(block: Uint8Array): Promise<Uint8Array>;
  decode(block: Uint8Array): Promise<Uint8Array>;
}
