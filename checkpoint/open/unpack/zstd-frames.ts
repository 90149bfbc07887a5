import { Chunks } from "./chunks.ts";
import type { Restart } from "./unpackers.ts";
import { refuseWindow } from "./window.ts";

/* The frames of zstd, as far as their sizes: decoders tell neither their ends, nor in WebAssembly whether one is cut. */

/** Number of packed bytes, at least, that a decoder of their own unpacks. */
const SPAN = 1 << 20;

/** Unpacks whole frames. */
type UnpackFrames = (frames: AsyncIterable<Uint8Array>) => AsyncGenerator<Uint8Array>;

/**
 * Unpacks a stream, some frames at a time, and checks that it consists of whole frames.
 *
 * @param window largest window, in bytes
 * @throws {SourceError} `too-large` if a frame has a larger one; any other error if the stream is cut
 */
export async function* inFrames(
  packed: AsyncIterable<Uint8Array>,
  window: number,
  unpack: UnpackFrames,
): AsyncGenerator<Uint8Array | Restart> {
  const input = new Chunks(packed);
  try {
    for (let isLast = false; !isLast; ) {
      if (input.taken > 0) yield { packed: input.taken, unpack: (rest) => inFrames(rest, window, unpack) };
      const part = new Part(input, window);
      yield* unpack(part.chunks());
      isLast = part.isLast;
    }
  } finally {
    await input.close();
  }
}

/** Some frames, of 1 MiB or more, or all that are left. */
class Part {
  isLast = false;
  readonly #input: Chunks;
  readonly #frames: Frames;

  constructor(input: Chunks, window: number) {
    this.#input = input;
    this.#frames = new Frames(window);
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for (let size = 0; ; ) {
      const chunk = await this.#input.next();
      if (chunk === undefined) break;
      const end = endIn(this.#frames, chunk, SPAN - size);
      this.#input.putBack(chunk.subarray(end));
      size += end;
      yield chunk.subarray(0, end);
      if (end < chunk.length) return;
    }
    this.isLast = true;
    if (!this.#frames.isWhole) throw new Error("unexpected end of file");
  }
}

/** Returns the end of a frame, `least` bytes or more behind the start, with another frame behind it; else that of all. */
function endIn(frames: Frames, chunk: Uint8Array, least: number): number {
  for (let at = 0; at < chunk.length; ) {
    at = frames.read(chunk, at);
    if (at >= least && frames.isWhole && isFrame(chunk, at)) return at;
  }
  return chunk.length;
}

/** Returns whether a frame begins there; one that decoders skip is no beginning, because nothing may follow it. */
function isFrame(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x28 && bytes[at + 1] === 0xb5 && bytes[at + 2] === 0x2f && bytes[at + 3] === 0xfd;
}

/** Sizes of the field with a dictionary's id, by its flag. */
const ID_SIZES = [0, 1, 2, 4] as const;

/** Sizes of the field with the content's size, by its flag. */
const CONTENT_SIZES = [0, 2, 4, 8] as const;

/** Reads headers of frames and of blocks, and skips what they announce; see RFC 8878, 3.1.1. */
class Frames {
  readonly #window: number;
  readonly #header: number[] = [];
  #skipped = 0;
  #isInFrame = false;
  #hasChecksum = false;

  constructor(window: number) {
    this.#window = window;
  }

  get isWhole(): boolean {
    return !this.#isInFrame && this.#skipped === 0 && this.#header.length === 0;
  }

  /** Reads from a place on, up to the end of a frame or of the chunk; returns that place. */
  read(chunk: Uint8Array, from: number): number {
    for (let at = from; at < chunk.length; ) {
      if (this.#skipped > 0) {
        const skipped = Math.min(this.#skipped, chunk.length - at);
        this.#skipped -= skipped;
        at += skipped;
      } else {
        this.#header.push(chunk[at++] ?? 0);
        if (this.#isInFrame ? this.#readBlock() : this.#readFrame()) this.#header.length = 0;
      }
      if (this.isWhole) return at;
    }
    return chunk.length;
  }

  /** Reads the header of a block; returns whether it is whole. */
  #readBlock(): boolean {
    if (this.#header.length < 3) return false;
    const header = this.#number(0, 3);
    const [isLast, type] = [(header & 1) !== 0, (header >> 1) & 3];
    // A block of one repeated byte has the size that it unpacks to.
    this.#skipped = type === 1 ? 1 : header >> 3;
    if (isLast && this.#hasChecksum) this.#skipped += 4;
    this.#isInFrame = !isLast;
    return true;
  }

  /** Reads the header of a frame, or of one that decoders skip; returns whether it is whole. */
  #readFrame(): boolean {
    const { length } = this.#header;
    if (length < 5) return false;
    const magic = this.#number(0, 4);
    if (Math.floor(magic / 16) === 0x184d2a5) {
      if (length === 8) this.#skipped = this.#number(4, 4);
      return length === 8;
    }
    if (magic !== 0xfd2fb528) throw new Error("other data follow a frame");
    const flags = this.#number(4, 1);
    const isSingle = (flags & 0x20) !== 0;
    const descriptor = isSingle ? 0 : 1;
    const id = ID_SIZES[(flags & 3) as 0 | 1 | 2 | 3];
    const content = CONTENT_SIZES[(flags >> 6) as 0 | 1 | 2 | 3] || (isSingle ? 1 : 0);
    if (length < 5 + descriptor + id + content) return false;
    // A frame without a descriptor has its content as its window.
    const window = isSingle ? this.#number(5 + id, content) : windowOf(this.#number(5, 1));
    refuseWindow(window, this.#window, "unpacking its zstd", "`zstd -d --long=31`");
    this.#isInFrame = true;
    this.#hasChecksum = (flags & 4) !== 0;
    return true;
  }

  /** Reads a number of the header. */
  #number(at: number, size: number): number {
    return this.#header.slice(at, at + size).reduceRight((value, byte) => value * 256 + byte, 0);
  }
}

function windowOf(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3));
  return base + (base / 8) * (descriptor & 7);
}
