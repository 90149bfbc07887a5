import { refuseWindow } from "./window.ts";

/* The frames of zstd, as far as their sizes: decoders in WebAssembly do not tell a cut stream from a whole one. */

/**
 * Passes a stream on, and checks that it consists of whole frames.
 *
 * @param window largest window, in bytes
 * @throws {SourceError} `too-large` if a frame has a larger one; any other error if the stream is cut
 */
export async function* wholeFrames(packed: AsyncIterable<Uint8Array>, window: number): AsyncGenerator<Uint8Array> {
  const frames = new Frames(window);
  for await (const chunk of packed) {
    frames.add(chunk);
    yield chunk;
  }
  if (!frames.isWhole) throw new Error("unexpected end of file");
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

  add(chunk: Uint8Array): void {
    for (let at = 0; at < chunk.length; ) {
      const skipped = Math.min(this.#skipped, chunk.length - at);
      this.#skipped -= skipped;
      at += skipped;
      const byte = chunk[at];
      if (byte === undefined) return;
      at++;
      this.#header.push(byte);
      if (this.#isInFrame ? this.#readBlock() : this.#readFrame()) this.#header.length = 0;
    }
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
