import xz from "xz-decompress";
import { joined } from "../../bytes/bytes.ts";
import { SourceError } from "../error.ts";
import { Chunks } from "./chunks.ts";
import { slicesOf } from "./slices.ts";
import { refuseWindow } from "./window.ts";
import { xzDictionary } from "./xz-block.ts";

/** Size of a slice, in bytes: a block of a few bytes can have a gigabyte of zeros. */
const SLICE = 1 << 14;

// The library lets only one stream at a time be open in the whole process: one that is read slowly would stop all others.
Object.assign(xz.XzReadableStream, { _contextMutex: { acquire: async () => undefined, release: () => undefined } });

/** Error codes of the decoder with a remedy; see include/linux/xz.h of Linux. */
const REMEDIES: Readonly<Record<string, string>> = {
  // A checksum other than CRC32 and CRC64, or a filter for programs.
  "6": "the xz has a checksum or a filter that is not read: pack it again with `xz -dc FILE | xz`",
  "4": "the xz has a dictionary of more than 64 MiB: pack it again with `xz -dc FILE | xz`",
};

function explained(error: unknown): unknown {
  const remedy = REMEDIES[/error code (\d+)$/.exec((error as Error).message)?.[1] ?? ""];
  return remedy === undefined ? error : new SourceError("unsupported", remedy);
}

/** Unpacks xz by the decoder of Linux, compiled to WebAssembly. */
export async function* unpackXz(packed: AsyncIterable<Uint8Array>, window: number): AsyncGenerator<Uint8Array> {
  yield* unpackUpTo(Number.POSITIVE_INFINITY, packed, window);
}

/** Blocks of a stream from one of them on, and the way to the next stream. */
export interface XzBlocks {
  /** Header of the stream, which the decoder needs in front of the blocks. */
  readonly header: Uint8Array;
  /** Number of packed bytes of the blocks. */
  readonly packed: number;
  readonly unpacked: number;
  /** Number of bytes between the blocks and the next stream; absent if there is none. */
  readonly gap?: number;
}

/** Unpacks blocks of a stream, and the streams behind them. */
export async function* unpackXzBlocks(
  blocks: XzBlocks,
  packed: AsyncIterable<Uint8Array>,
  window: number,
): AsyncGenerator<Uint8Array> {
  const input = new Chunks(packed);
  try {
    yield* unpackUpTo(blocks.unpacked, behind(blocks.header, input.upTo(blocks.packed)), window);
    if (blocks.gap === undefined) return;
    for await (const _ of input.upTo(blocks.gap));
    yield* unpackXz(input.upTo(Number.POSITIVE_INFINITY), window);
  } finally {
    await input.close();
  }
}

/** Joins a header with the first chunk, and passes the others on. */
async function* behind(header: Uint8Array, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let isFirst = true;
  for await (const chunk of chunks) {
    yield isFirst ? joined([header, chunk]) : chunk;
    isFirst = false;
  }
}

/** Unpacks until there are so many bytes, or to the end. */
async function* unpackUpTo(
  most: number,
  packed: AsyncIterable<Uint8Array>,
  window: number,
): AsyncGenerator<Uint8Array> {
  const slices = slicesOf(packed, SLICE);
  let isFirst = true;
  const pull = async (to: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const { done, value } = await slices.next();
    if (done) return to.close();
    if (isFirst) refuseWindow(xzDictionary(value), window, "unpacking its xz", "`xz -d`");
    isFirst = false;
    to.enqueue(value);
  };
  const reader = new xz.XzReadableStream(new ReadableStream({ pull })).getReader();
  try {
    for (let left = most; left > 0; ) {
      const { done, value } = await reader.read();
      if (done) break;
      if (value.length > 0) yield value.subarray(0, left);
      left -= value.length;
    }
  } catch (error) {
    throw explained(error);
  } finally {
    await reader.cancel().catch(() => undefined);
    await slices.return(undefined);
  }
}
