import { once } from "node:events";
import { pipeline, Readable, type Transform } from "node:stream";
import zlib from "node:zlib";
import { Chunks } from "./chunks.ts";
import { hasMember, takeHeader, takeTrailer } from "./gzip-member.ts";
import { type Restart, UNPACKERS, type Unpackers } from "./unpackers.ts";
import { inFrames } from "./zstd-frames.ts";

/** Size of the chunks, in bytes. */
const CHUNK = 1 << 18;

/** Size of a slice of a member, in bytes: those that are given beyond its end are put back. */
const SLICE = 1 << 18;

/** Parts of newer Nodes: zstd from 22.15 on, checksums from 20.15 and 22.2 on. */
interface Newer {
  readonly createZstdDecompress?: (options: { chunkSize: number; params: Record<number, number> }) => Transform;
  readonly crc32?: (bytes: Uint8Array, before: number) => number;
  readonly constants: Readonly<Record<string, number>>;
}

const { createZstdDecompress, crc32, constants } = zlib as Newer;

/** Unpackers of Node, if it has them: its own are faster. */
export const NODE_UNPACKERS: Unpackers = {
  ...UNPACKERS,
  ...(crc32 !== undefined && { gzip: async () => ({ unpack: (packed) => unpackGzip(packed, crc32) }) }),
  ...(createZstdDecompress !== undefined && {
    zstd: async () => ({
      unpack: (packed, window) =>
        inFrames(packed, window, async function* (frames) {
          const transform = createZstdDecompress({ chunkSize: CHUNK, params: windowLog(window) });
          pipeline(Readable.from(frames), transform, () => undefined);
          yield* transform;
        }),
    }),
  }),
};

/** Returns the limit of zstd's window: a power of two. */
function windowLog(window: number): Record<number, number> {
  return { [constants["ZSTD_d_windowLogMax"] ?? 0]: Math.max(10, Math.floor(Math.log2(window))) };
}

/** Unpacks gzip, a member at a time. */
async function* unpackGzip(
  packed: AsyncIterable<Uint8Array>,
  checksum: NonNullable<Newer["crc32"]>,
): AsyncGenerator<Uint8Array | Restart> {
  const input = new Chunks(packed);
  try {
    for (let isFirst = true; isFirst || (await hasMember(input)); isFirst = false) {
      if (!isFirst) yield { packed: input.taken, unpack: (rest) => unpackGzip(rest, checksum) };
      await takeHeader(input);
      let [sum, size] = [0, 0];
      for await (const chunk of inflated(input)) {
        sum = checksum(chunk, sum);
        size += chunk.length;
        yield chunk;
      }
      await takeTrailer(input, sum, size);
    }
  } finally {
    await input.close();
  }
}

/** Unpacks deflated data, and puts back the bytes behind them. */
async function* inflated(input: Chunks): AsyncGenerator<Uint8Array> {
  const given: Uint8Array[] = [];
  let used = 0;
  async function* feed(): AsyncGenerator<Uint8Array> {
    for (let chunk = await input.next(SLICE); chunk !== undefined; chunk = await input.next(SLICE)) {
      given.push(chunk);
      yield chunk;
    }
  }
  const source = Readable.from(feed());
  const transform = zlib.createInflateRaw({ chunkSize: CHUNK });
  pipeline(source, transform, () => undefined);
  for await (const chunk of transform) {
    for (
      let size = given[0]?.length;
      size !== undefined && used + size <= transform.bytesWritten;
      size = given[0]?.length
    )
      used += given.shift()?.length ?? 0;
    yield chunk;
  }
  // A chunk may be on its way.
  source.destroy();
  if (!source.closed) await once(source, "close");
  const [first, ...others] = given;
  for (const chunk of others.reverse()) input.putBack(chunk);
  if (first !== undefined) input.putBack(first.subarray(transform.bytesWritten - used));
}
