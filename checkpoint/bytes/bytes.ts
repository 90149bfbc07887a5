/** Bytes at rest, in memory, in a file, in a Blob, or in a part of these. */
export interface Bytes {
  /** Number of bytes. */
  readonly size: number;
  /**
   * Reads the bytes from `from` up to `to`, which need not be within the size.
   *
   * @throws {Error} the error of the file system
   */
  read(from: number, to: number): Promise<Uint8Array>;
}

/** Size of a chunk, in bytes. */
const CHUNK = 1 << 20;

/** Reads bytes in chunks of up to 1 MiB. */
export async function* chunksOf(bytes: Bytes, from = 0, to: number = bytes.size): AsyncGenerator<Uint8Array> {
  const end = Math.min(to, bytes.size);
  for (let at = from; at < end; at += CHUNK) yield await bytes.read(at, Math.min(at + CHUNK, end));
}

/** Returns bytes in memory; reading does not copy them. */
export function memoryBytes(memory: Uint8Array): Bytes {
  return { size: memory.length, read: async (from, to) => memory.subarray(from, to) };
}

/** Returns a part of other bytes. */
export function partOf(bytes: Bytes, start: number, size: number): Bytes {
  return { size, read: (from, to) => bytes.read(start + Math.min(from, size), start + Math.min(to, size)) };
}
