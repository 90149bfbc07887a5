import { type Bytes, readInto } from "../bytes/bytes.ts";

/** Number of files that are read ahead: those of a chain of dumps. */
const FILES = 4;

/** Files that are read ahead, the last ones that were asked for. */
export class AheadFiles {
  readonly #files = new Map<Bytes, AheadFile>();
  readonly #size: number;

  /** @param size number of bytes that are read at once */
  constructor(size: number) {
    this.#size = size;
  }

  of(bytes: Bytes): AheadFile {
    const found = this.#files.get(bytes);
    if (found !== undefined) return found;
    const [oldest] = this.#files.keys();
    const reused = this.#files.size < FILES || oldest === undefined ? undefined : this.#files.get(oldest);
    if (reused !== undefined && oldest !== undefined) this.#files.delete(oldest);
    const file = new AheadFile(bytes, reused?.buffer ?? new Uint8Array(this.#size));
    this.#files.set(bytes, file);
    return file;
  }
}

/** A file that is read in large steps into one buffer: short runs need no request of their own. */
class AheadFile {
  readonly buffer: Uint8Array;
  readonly #bytes: Bytes;
  #start = 0;
  #end = 0;

  constructor(bytes: Bytes, buffer: Uint8Array) {
    this.#bytes = bytes;
    this.buffer = buffer;
  }

  /** Returns whether the buffer has the byte at a place. */
  holds(place: number): boolean {
    return place >= this.#start && place < this.#end;
  }

  /** Fills the buffer with the bytes from a place on. */
  async load(place: number): Promise<void> {
    this.#start = place;
    this.#end = place + (await readInto(this.#bytes, this.buffer, place));
  }

  /** Returns a range as far as the buffer has it, which holds its start. */
  part(from: number, to: number): Uint8Array {
    return this.buffer.subarray(from - this.#start, Math.min(to, this.#end) - this.#start);
  }
}
