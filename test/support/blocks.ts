import { Buffer } from "node:buffer";
import LZ4 from "numcodecs/lz4";

/* Writes pages in blocks, as CRIU's development branch does. */

/** Pages of a run that are stored in blocks. */
export interface BlockOptions {
  /** Number of bytes in a page. */
  readonly page: number;
  /** Number of pages in a block. */
  readonly units: number;
  /** Whether each block takes whole pages in the file. */
  readonly padded?: boolean;
}

/** Bytes in blocks, and the size of each. */
export interface Stored {
  readonly sizes: number[];
  readonly bytes: Buffer;
}

/** Stores bytes in blocks: none for zeros, and as they are if LZ4 makes them no smaller. */
export async function inBlocks(bytes: Uint8Array, { page, units, padded = false }: BlockOptions): Promise<Stored> {
  const sizes: number[] = [];
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += units * page) {
    const block = bytes.subarray(at, at + units * page);
    // The library writes the unpacked size before a block.
    const packed = (await new LZ4().encode(block)).subarray(4);
    const stored = block.every((byte) => byte === 0)
      ? packed.subarray(0, 0)
      : packed.length < block.length
        ? packed
        : block;
    sizes.push(stored.length);
    parts.push(stored, new Uint8Array(padded ? (page - (stored.length % page)) % page : 0));
  }
  return { sizes, bytes: Buffer.concat(parts) };
}

/** Encodes an integer as a varint. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) | 128, ...varint(Math.floor(value / 128))];
}

/** Encodes bytes as a field. */
export function bytesField(number: number, bytes: readonly number[]): number[] {
  return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes];
}

/** Encodes an integer as a field. */
export function field(number: number, value: number): number[] {
  return [...varint(number * 8), ...varint(value)];
}

/** Fields of an entry in the older form: sizes, their sum, pages in a block. */
export function olderForm(sizes: readonly number[], units: number, isPacked: boolean): Uint8Array {
  const list = isPacked ? bytesField(6, sizes.flatMap(varint)) : sizes.flatMap((size) => field(6, size));
  const sum = sizes.reduce((all, size) => all + size, 0);
  return Uint8Array.from([...list, ...field(7, sum), ...(units === 1 ? [] : field(8, units))]);
}

/** Field of an entry in the newer form: a message. */
export function newerForm(sizes: readonly number[], { units, page, padded = false }: BlockOptions): Uint8Array {
  const stored = sizes.map((size) => (padded ? Math.ceil(size / page) * page : size));
  const sum = stored.reduce((all, size) => all + size, 0);
  const inner = [...bytesField(1, sizes.flatMap(varint)), ...field(2, sum), ...field(3, units)];
  return Uint8Array.from(bytesField(6, [...inner, ...(padded ? field(4, 1) : [])]));
}
