import { Inflate } from "pako";
import { slicesOf } from "./slices.ts";

/** Size of a slice, in bytes: it unpacks to at most 1032 times as many. */
const SLICE = 1 << 14;

/** Size of the chunks, in bytes. */
const CHUNK = 1 << 16;

/** Unpacks gzip by pako. Zeros after the last member are ignored, as gzip does. */
export async function* unpackGzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let member = new Member();
  for await (const slice of slicesOf(packed, SLICE)) {
    // pako reads on behind a member, but not if the slice ends with it.
    if (member.ended && slice[0] === 0x1f) member = new Member();
    yield* member.unpack(slice);
  }
  if (!member.ended) throw new Error("unexpected end of file");
}

/** A member of gzip, with those that follow it in the same slice. */
class Member {
  ended = false;
  readonly #inflate: Inflate = new Inflate({ chunkSize: CHUNK, windowBits: 31 });
  #unpacked: Uint8Array[] = [];

  constructor() {
    this.#inflate.onData = (chunk) => void this.#unpacked.push(chunk);
    this.#inflate.onEnd = () => {
      this.ended = true;
    };
  }

  *unpack(slice: Uint8Array): Generator<Uint8Array> {
    this.#inflate.push(slice, false);
    if (this.#inflate.err !== 0) throw new Error(this.#inflate.msg);
    yield* this.#unpacked;
    this.#unpacked = [];
  }
}
