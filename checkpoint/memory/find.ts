import { Turns } from "../bytes/turns.ts";
import { type MemoryChunk, memoryChunks } from "./chunks.ts";
import type { Memory } from "./memory.ts";
import { prefixOf } from "./prefix.ts";

/** A place where a pattern was found. */
export interface Match {
  readonly address: bigint;
  /** Number of bytes. */
  readonly length: number;
}

/** Options of a search. */
export interface FindOptions {
  /** First address; by default that of the first area. */
  readonly start?: bigint;
  /** First address that is not searched; by default the end of the last area. */
  readonly end?: bigint;
  /** Longest match of a regular expression, in bytes: 64 KiB by default. */
  readonly longest?: number;
  readonly signal?: AbortSignal;
  /**
   * Is called for each chunk, with the number of bytes that were searched so far. A promise is awaited: a worker can
   * receive messages meanwhile. An error ends the search.
   */
  readonly progress?: (searched: number) => unknown;
}

/** Longest match of a regular expression by default, in bytes. */
const LONGEST = 1 << 16;

/**
 * Searches the memory of a process, across pages, runs and areas. Memory that cannot be read is passed over, and so is
 * the inner part of ranges that were never written.
 *
 * @param pattern bytes, a text in UTF-8, or a regular expression. The expression sees each byte as the character of
 * Latin-1 with its number. Matches do not overlap
 * @throws {RangeError} if the pattern is empty
 */
export async function* find(
  memory: Memory,
  pattern: Uint8Array | string | RegExp,
  options: FindOptions = {},
): AsyncGenerator<Match> {
  const search =
    pattern instanceof RegExp
      ? new ExpressionSearch(pattern, options.longest ?? LONGEST)
      : new BytesSearch(typeof pattern === "string" ? new TextEncoder().encode(pattern) : pattern);
  const { start = 0n, end = memory.areas.at(-1)?.end ?? 0n, signal, progress } = options;
  const turns = new Turns(signal);
  let searched = 0;
  for await (const chunk of memoryChunks(memory, start, end)) {
    await turns.take();
    if (!chunk.continues) yield* search.finish();
    yield* search.next(chunk);
    searched += chunk.bytes.length;
    await progress?.(searched);
  }
  yield* search.finish();
}

/** A match, and its characters in Latin-1. */
export interface TextMatch extends Match {
  readonly text: string;
}

/** A search that is passed chunks of memory; `finish` ends a stretch of memory without gaps. */
interface Search {
  next(chunk: MemoryChunk): Iterable<Match>;
  finish(): Iterable<Match>;
}

class BytesSearch implements Search {
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
function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
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

/** Search for a regular expression. */
export class ExpressionSearch implements Search {
  readonly #expression: RegExp;
  readonly #longest: number;
  /** Bytes that each match begins with; none if they are unknown. */
  readonly #prefix: Uint8Array;
  /** Bytes that were not yet searched to their end, and the address of the first. */
  #bytes: Uint8Array = new Uint8Array(CAPACITY);
  #size = 0;
  #address = 0n;

  constructor(expression: RegExp, longest: number) {
    this.#expression = new RegExp(expression.source, `${expression.flags.replace(/[gy]/g, "")}g`);
    this.#longest = longest;
    this.#prefix = new TextEncoder().encode(prefixOf(expression));
  }

  *next({ address, bytes }: MemoryChunk): Generator<TextMatch> {
    if (this.#size === 0) this.#address = address;
    this.#add(bytes);
    // A match that begins later could be longer once more bytes are there.
    const end = this.#size - this.#longest;
    if (end > 0 && this.#size >= CAPACITY) yield* this.#matches(end);
  }

  *finish(): Generator<TextMatch> {
    if (this.#size > 0) yield* this.#matches(this.#size);
    this.#size = 0;
  }

  #add(bytes: Uint8Array): void {
    const size = this.#size + bytes.length;
    if (size > this.#bytes.length) {
      const larger = new Uint8Array(2 * size);
      larger.set(this.#bytes.subarray(0, this.#size));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes, this.#size);
    this.#size = size;
  }

  /** Finds the matches that begin before `end`, and drops the bytes that are done. */
  *#matches(end: number): Generator<TextMatch> {
    if (!this.#canMatch()) return this.#drop(Math.max(end, this.#size - this.#prefix.length + 1));
    const expression = this.#expression;
    const characters = latin1(this.#bytes.subarray(0, this.#size));
    expression.lastIndex = 0;
    let done = end;
    for (
      let match = expression.exec(characters);
      match !== null && match.index < end;
      match = expression.exec(characters)
    ) {
      const [text] = match;
      const { length } = text;
      if (length === 0) {
        expression.lastIndex++;
        continue;
      }
      if (length <= this.#longest) yield { address: this.#address + BigInt(match.index), length, text };
      done = Math.max(done, match.index + length);
    }
    this.#drop(done);
  }

  /** Returns whether the bytes have the text that each match begins with. */
  #canMatch(): boolean {
    return this.#prefix.length < 2 || indexOf(this.#bytes.subarray(0, this.#size), this.#prefix, 0) >= 0;
  }

  #drop(count: number): void {
    this.#bytes.copyWithin(0, count, this.#size);
    this.#size -= count;
    this.#address += BigInt(count);
  }
}

/** Number of bytes that are searched at once, at least. */
const CAPACITY = 1 << 19;

function latin1(bytes: Uint8Array): string {
  if (typeof Buffer !== "undefined")
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
}
