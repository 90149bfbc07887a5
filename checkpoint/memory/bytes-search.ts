import type { MemoryChunk } from "./chunks.ts";
import type { Match, Search } from "./match.ts";

/** Search for bytes. */
export class BytesSearch implements Search {
  readonly #wanted: Uint8Array;
  /** Last bytes of the chunk before, too few for a match. */
  #tail: Uint8Array = EMPTY;
  /** Matches do not begin before this address. */
  #from = 0n;

  constructor(wanted: Uint8Array) {
    if (wanted.length === 0) throw new RangeError("an empty pattern is everywhere");
    this.#wanted = wanted;
  }

  *next({ address, bytes }: MemoryChunk): Generator<Match> {
    const over = this.#wanted.length - 1;
    const border = joined(this.#tail, bytes.subarray(0, over));
    yield* this.#matchesIn(border, address - BigInt(this.#tail.length));
    yield* this.#matchesIn(bytes, address);
    const rest = bytes.length < over ? border : bytes;
    this.#tail = over === 0 ? EMPTY : rest.slice(-over);
  }

  finish(): Match[] {
    this.#tail = EMPTY;
    return [];
  }

  *#matchesIn(bytes: Uint8Array, address: bigint): Generator<Match> {
    const wanted = this.#wanted;
    let at = this.#from > address ? Number(this.#from - address) : 0;
    for (at = indexOf(bytes, wanted, at); at >= 0; at = indexOf(bytes, wanted, at + wanted.length)) {
      yield { address: address + BigInt(at), length: wanted.length };
      this.#from = address + BigInt(at + wanted.length);
    }
  }
}

const EMPTY = new Uint8Array();

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

/** Finds bytes in bytes: natively in Node; in a browser by the first byte, then by the others. */
export function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  if (typeof Buffer !== "undefined") {
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(wanted, from);
  }
  const [first = 0] = wanted;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1)) {
    if (at + wanted.length > bytes.length) return -1;
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
