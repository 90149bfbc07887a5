import { MemoryError } from "./error.ts";
import { unpackLz4 } from "./lz4.ts";

/**
 * Unpacks a block.
 *
 * @param size number of unpacked bytes
 * @returns `undefined` if the block is damaged
 */
type UnpackBlock = (packed: Uint8Array, size: number) => Uint8Array | undefined;

const CODECS: Readonly<Record<string, UnpackBlock>> = { lz4: unpackLz4 };

/** @throws {MemoryError} `bad-form` if the compression is unknown */
export function codecOf(name: string): UnpackBlock {
  const codec = CODECS[name];
  if (codec !== undefined) return codec;
  throw new MemoryError("bad-form", `${name} is an unknown compression: known are ${Object.keys(CODECS).join(", ")}`);
}
