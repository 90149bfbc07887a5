import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { decodeAnyImage } from "criu-images";
import { streamImageToJson, streamJsonToImage } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { describe, expect, it } from "vitest";
import { beginning, concat, framed } from "../../support/build.ts";

/* Streams convert images to JSON and back in constant memory, for images of any size. */

const MIB = 1 << 20;

/** Limit of the growth of memory in bytes, for an image of any size; its JSON is many times larger. */
const LIMIT = 16 * MIB;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Returns the size of the heap and of external buffers, without garbage. */
function inUse(): number {
  // V8 sweeps the garbage of the first collection in the background; the second collection waits for it.
  collectGarbage();
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** Description of a long image, made piece by piece on demand. */
interface Source {
  readonly file: string;
  readonly start: Uint8Array;
  /** Bytes after the start, repeated. */
  readonly piece: Uint8Array;
  readonly times: number;
}

function* chunksOf({ start, piece, times }: Source): Generator<Uint8Array> {
  yield start;
  for (let i = 0; i < times; i++) yield piece;
}

/** Passes each piece to `take`; returns the peak growth of memory and the number of bytes. */
async function measure(
  pieces: AsyncIterable<Uint8Array>,
  take: (piece: Uint8Array) => void,
): Promise<[number, number]> {
  const begun = inUse();
  let [grown, bytes, measured] = [0, 0, 0];
  for await (const piece of pieces) {
    bytes += piece.length;
    take(piece);
    if (bytes < measured + 4 * MIB) continue;
    measured = bytes;
    grown = Math.max(grown, inUse() - begun);
  }
  return [grown, bytes];
}

/** Returns a function that compares the next bytes with the source's. */
function cycle({ start, piece }: Source): (given: Uint8Array) => boolean {
  let place = 0;
  return (given) => {
    let same = true;
    for (let done = 0; done < given.length; ) {
      const inPiece = place - start.length;
      const [source, from] = inPiece < 0 ? [start, place] : [piece, inPiece % piece.length];
      const size = Math.min(source.length - from, given.length - done);
      same &&= Buffer.compare(given.subarray(done, done + size), source.subarray(from, from + size)) === 0;
      done += size;
      place += size;
    }
    return same;
  };
}

const random = (size: number): Uint8Array => Uint8Array.from({ length: size }, (_, i) => (i * i * 31) >> 3);
const packet = concat(framed("sk_packet_entry", { id_for: 1, length: 60_000 }), random(60_000));
const pages = concat(
  ...Array.from({ length: 4000 }, (_, i) => framed("pagemap_entry", { vaddr: 4096n * BigInt(i), compat_nr_pages: 1 })),
);

const SOURCES: readonly Source[] = [
  { file: "sk-queues.img", start: beginning("SK_QUEUES"), piece: packet, times: 400 },
  {
    file: "pagemap-1.img",
    start: concat(beginning("PAGEMAP"), framed("pagemap_head", { pages_id: 1 })),
    piece: pages,
    times: 200,
  },
  {
    file: "ghost-file-1.img",
    start: concat(beginning("GHOST_FILE"), framed("ghost_file_entry", { uid: 1, gid: 2, mode: 3 })),
    piece: random(1 << 16),
    times: 1600,
  },
];

describe("a stream to JSON and back", () => {
  it.each(SOURCES)("takes constant memory for a large $file", async (source) => {
    const { start, piece, times, file } = source;
    expect(decodeAnyImage(concat(start, piece), { file })).toBeDefined();
    const expected = cycle(source);
    let same = true;
    const json = streamImageToJson(imageLayouts, chunksOf(source), { file });
    const [grown, bytes] = await measure(streamJsonToImage(imageLayouts, json), (part) => {
      same &&= expected(part);
    });
    expect(same).toBe(true);
    expect(bytes).toBe(start.length + piece.length * times);
    expect(grown).toBeLessThan(LIMIT);
  });
});
