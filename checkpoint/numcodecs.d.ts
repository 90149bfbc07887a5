/* The part of numcodecs that is used: its own types import a file without its extension, which TypeScript refuses. */

/** Packs and unpacks a block as a whole: a frame of zstd; in tests LZ4, too, after its unpacked size (32 bits, little-endian). */
export default class Codec {
  /** @param level level of compression of zstd; LZ4 has none */
  constructor(level?: number);
  encode(block: Uint8Array): Promise<Uint8Array>;
  decode(block: Uint8Array): Promise<Uint8Array>;
}
