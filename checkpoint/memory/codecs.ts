import { MemoryError } from "./error.ts";

/**
 * Unpacks a block.
 *
 * @param size number of unpacked bytes
 * @returns `undefined` if the block is damaged
 */
type UnpackBlock = (packed: Uint8Array, size: number) => Promise<Uint8Array | undefined>;

/** Loads the unpacker of a compression: each brings a library, which few checkpoints need. */
const CODECS: Readonly<Record<string, () => Promise<UnpackBlock>>> = {
  lz4: async () => (await import("./lz4.ts")).unpackLz4,
};

/** @throws {MemoryError} `bad-form` if the compression is unknown */
export function loadCodec(name: string): Promise<UnpackBlock> {
  const load = CODECS[name];
  if (load === undefined) {
    throw new MemoryError("bad-form", `${name} is an unknown compression: known are ${Object.keys(CODECS).join(", ")}`);
  }
  return load();
}
