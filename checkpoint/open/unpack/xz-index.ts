import type { Bytes } from "../../bytes/bytes.ts";
import type { PlacedRestart } from "./unpackers.ts";
import { unpackXz, unpackXzBlocks, type XzBlocks } from "./xz.ts";
import { numbersIn } from "./xz-block.ts";

/* The indexes of xz, which list the blocks of each stream; see The .xz File Format, 2.1 Stream and 4 Index. */

/** Size of a stream's header, and of its footer, in bytes. */
const ENDS = 12;

/** Largest index that is read, in bytes. */
const LARGEST = 1 << 24;

/** Largest number of streams. */
const STREAMS = 1000;

/** Number of bytes in which the end of a stream is searched behind zeros. */
const PADDING = 1 << 10;

interface Block {
  /** Number of bytes in the file. */
  readonly packed: number;
  readonly unpacked: number;
}

interface Stream {
  readonly start: number;
  readonly header: Uint8Array;
  readonly blocks: readonly Block[];
}

/**
 * Lists the blocks as restarts. The streams have been unpacked, so that the decoder has compared the indexes with their
 * blocks; there are none if an index is larger than one has to be.
 */
export async function xzRestarts(packed: Bytes): Promise<readonly PlacedRestart[]> {
  const streams: Stream[] = [];
  for (let end = packed.size; end > 0 && streams.length <= STREAMS; ) {
    const stream = await streamBefore(packed, end);
    if (stream === undefined) return [];
    streams.unshift(stream);
    end = stream.start;
  }
  return streams.length > STREAMS ? [] : restartsOf(streams);
}

function restartsOf(streams: readonly Stream[]): PlacedRestart[] {
  const restarts: PlacedRestart[] = [];
  let unpacked = 0;
  for (const [i, { start, header, blocks }] of streams.entries()) {
    const size = sum(blocks, "unpacked");
    const end = start + ENDS + sum(blocks, "packed");
    const next = streams[i + 1]?.start;
    let at = start + ENDS;
    let done = 0;
    for (const block of blocks) {
      const rest: XzBlocks = {
        header,
        packed: end - at,
        unpacked: size - done,
        ...(next !== undefined && { gap: next - end }),
      };
      restarts.push({
        packed: done === 0 ? start : at,
        unpacked: unpacked + done,
        unpack: done === 0 ? unpackXz : (chunks, window) => unpackXzBlocks(rest, chunks, window),
      });
      at += block.packed;
      done += block.unpacked;
    }
    unpacked += size;
  }
  return restarts;
}

const sum = (blocks: readonly Block[], key: keyof Block): number => blocks.reduce((all, block) => all + block[key], 0);

/** Reads the index of the stream before a place; `undefined` if there is none, or a large one. */
async function streamBefore(packed: Bytes, place: number): Promise<Stream | undefined> {
  const tail = await packed.read(Math.max(0, place - PADDING), place);
  const end = tail.findLastIndex((byte) => byte !== 0) + 1;
  const footerAt = place - tail.length + end - ENDS;
  if (end < ENDS || tail[end - 2] !== 0x59 || tail[end - 1] !== 0x5a) return undefined;
  const size = (new DataView(tail.buffer, tail.byteOffset).getUint32(end - 8, true) + 1) * 4;
  if (size > Math.min(LARGEST, footerAt - ENDS)) return undefined;
  const blocks = blocksIn(await packed.read(footerAt - size, footerAt));
  const start = footerAt - size - sum(blocks, "packed") - ENDS;
  if (start < 0) return undefined;
  return { start, header: await packed.read(start, start + ENDS), blocks };
}

/** Reads the records of an index. */
function blocksIn(index: Uint8Array): Block[] {
  const read = numbersIn(index, 1, index.length - 4);
  const blocks: Block[] = [];
  for (let left = Math.min(read(), index.length / 2); left > 0; left--) {
    const size = read();
    blocks.push({ packed: Math.ceil(size / 4) * 4, unpacked: read() });
  }
  return blocks;
}
