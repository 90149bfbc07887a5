import { pipeline, Readable, type Transform } from "node:stream";
import zlib from "node:zlib";
import { UNPACKERS, type Unpack, type Unpackers } from "./unpackers.ts";
import { wholeFrames } from "./zstd-frames.ts";

/** Size of the chunks, in bytes. */
const CHUNK = 1 << 18;

/** The part of newer Nodes that unpacks zstd, from 22.15 on. */
interface WithZstd {
  readonly createZstdDecompress?: (options: { chunkSize: number; params: Record<number, number> }) => Transform;
  readonly constants: Readonly<Record<string, number>>;
}

const { createZstdDecompress, constants } = zlib as WithZstd;

/** Unpacks by a stream of Node. */
function through(create: (window: number) => Transform): Unpack {
  return async function* unpack(packed, window) {
    const transform = create(window);
    pipeline(Readable.from(packed), transform, () => undefined);
    yield* transform;
  };
}

const gzip = through(() => zlib.createGunzip({ chunkSize: CHUNK }));

/** Unpackers of Node, if it has them: its own are faster. */
export const NODE_UNPACKERS: Unpackers = {
  ...UNPACKERS,
  gzip: async () => gzip,
  ...(createZstdDecompress !== undefined && {
    zstd: async () => {
      const unpack = through((window) => createZstdDecompress({ chunkSize: CHUNK, params: windowLog(window) }));
      return (packed, window) => unpack(wholeFrames(packed, window), window);
    },
  }),
};

/** Returns the limit of zstd's window: a power of two. */
function windowLog(window: number): Record<number, number> {
  return { [constants["ZSTD_d_windowLogMax"] ?? 0]: Math.max(10, Math.floor(Math.log2(window))) };
}
