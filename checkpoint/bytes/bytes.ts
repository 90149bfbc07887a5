/** Bytes at rest, in memory, in a file, in a Blob, or in a part of these. */
export interface Bytes {
  /** Number of bytes; `Infinity` for unpacked bytes whose end has not been read yet. */
  readonly size: number;
  /**
   * Reads the bytes from `from` up to `to`, which need not be within the size.
   *
   * @throws {Error} the error of the file system
   */
  read(from: number, to: number): Promise<Uint8Array>;
  /**
   * Reads bytes from `from` on into a buffer, as many as there are and fit; returns their number. Without it, `read` is
   * used: a buffer of its own for each read costs more than reading.
   */
  readonly readInto?: (target: Uint8Array, from: number) => Promise<number>;
}

/** Reads bytes from `from` on into a buffer; returns the number of bytes. */
export function readInto(bytes: Bytes, target: Uint8Array, from: number): Promise<number> {
  return bytes.readInto?.(target, from) ?? copyInto(bytes, target, from);
}

async function copyInto(bytes: Bytes, target: Uint8Array, from: number): Promise<number> {
  const read = await bytes.read(from, from + target.length);
  target.set(read);
  return read.length;
}

/** Size of a chunk, in bytes. */
const CHUNK = 1 << 20;

/** Reads bytes in chunks of up to 1 MiB. */
export async function* chunksOf(
  bytes: Bytes,
  from = 0,
  to: number = Number.POSITIVE_INFINITY,
): AsyncGenerator<Uint8Array> {
  // The size of unpacked bytes becomes known on the way.
  for (let at = from; at < Math.min(to, bytes.size); at += CHUNK) {
    const chunk = await bytes.read(at, Math.min(at + CHUNK, to));
    if (chunk.length > 0) yield chunk;
  }
}

/** Returns bytes in memory; reading does not copy them. */
export function memoryBytes(memory: Uint8Array): Bytes {
  return { size: memory.length, read: async (from, to) => memory.subarray(from, to) };
}

/** Returns a part of other bytes. */
export function partOf(bytes: Bytes, start: number, size: number): Bytes {
  return {
    size,
    read: (from, to) => bytes.read(start + Math.min(from, size), start + Math.min(to, size)),
    readInto: (target, from) => readInto(bytes, target.subarray(0, Math.max(0, size - from)), start + from),
  };
}

/** Returns the bytes of a Blob or a File. Only the ranges that are read are loaded. */
export function blobBytes(blob: Blob): Bytes {
  return { size: blob.size, read: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()) };
}

/** Joins chunks of bytes; a single one is not copied. */
export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const all = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}
