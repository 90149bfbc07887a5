import { indexOf } from "./bytes-search.ts";
import type { MemoryChunk } from "./chunks.ts";
import type { Match, Search } from "./match.ts";
import { prefixOf } from "./prefix.ts";

/** A match, and its characters in Latin-1. */
interface TextMatch extends Match {
  readonly text: string;
}

/** Place of a match in a text. */
export interface Span {
  readonly index: number;
  readonly length: number;
}

/** Finds all matches of a global expression in a text; empty ones are left out. */
export type Matcher = (expression: RegExp, text: string) => Promise<readonly Span[]>;

/** Creates the search for a regular expression, which a matcher can run elsewhere. */
export function expressionSearch(pattern: RegExp, longest: number, match: Matcher | undefined): Search {
  const search = new ExpressionSearch(pattern, longest);
  if (match === undefined) return search;
  const elsewhere = async function* (window: TextWindow | undefined): AsyncGenerator<Match> {
    if (window !== undefined) yield* search.matches(window, await match(search.expression, window.text));
  };
  return { next: (chunk) => elsewhere(search.take(chunk)), finish: () => elsewhere(search.rest()) };
}

/** A text to search. Matches that begin at its `end` or later are found again, with the bytes after it. */
interface TextWindow {
  readonly text: string;
  readonly end: number;
}

/** Search for a regular expression. */
export class ExpressionSearch implements Search {
  readonly expression: RegExp;
  readonly #longest: number;
  /** Bytes that each match begins with; none if they are unknown. */
  readonly #prefix: Uint8Array;
  /** Bytes that were not yet searched to their end, and the address of the first. */
  #bytes: Uint8Array = new Uint8Array(CAPACITY);
  #size = 0;
  #address = 0n;

  constructor(expression: RegExp, longest: number) {
    this.expression = new RegExp(expression.source, `${expression.flags.replace(/[gy]/g, "")}g`);
    this.#longest = longest;
    this.#prefix = new TextEncoder().encode(prefixOf(expression));
  }

  *next(chunk: MemoryChunk): Generator<TextMatch> {
    yield* this.#found(this.take(chunk));
  }

  *finish(): Generator<TextMatch> {
    yield* this.#found(this.rest());
  }

  /** Adds a chunk; returns the text to search, once there is enough of it. */
  take({ address, bytes }: MemoryChunk): TextWindow | undefined {
    if (this.#size === 0) this.#address = address;
    this.#add(bytes);
    // A match that begins later could be longer once more bytes are there.
    const end = this.#size - this.#longest;
    return end > 0 && this.#size >= CAPACITY ? this.#window(end) : undefined;
  }

  /** Returns the text that is left at the end of a stretch of memory. */
  rest(): TextWindow | undefined {
    const window = this.#size > 0 ? this.#window(this.#size) : undefined;
    if (window === undefined) this.#size = 0;
    return window;
  }

  /** Yields the matches at some places, and drops the bytes that are done. */
  *matches({ text, end }: TextWindow, spans: Iterable<Span>): Generator<TextMatch> {
    let done = end;
    for (const { index, length } of spans) {
      if (index >= end) break;
      if (length <= this.#longest)
        yield { address: this.#address + BigInt(index), length, text: text.slice(index, index + length) };
      done = Math.max(done, index + length);
    }
    this.#drop(done);
  }

  #found(window: TextWindow | undefined): Iterable<TextMatch> {
    return window === undefined ? [] : this.matches(window, spansIn(this.expression, window.text));
  }

  /** Returns the bytes as a text; drops them instead if nothing in them can match. */
  #window(end: number): TextWindow | undefined {
    if (this.#canMatch()) return { text: latin1(this.#bytes.subarray(0, this.#size)), end };
    this.#drop(Math.max(end, this.#size - this.#prefix.length + 1));
    return undefined;
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

/** Finds the matches of a global expression in a text, one after the other; empty ones are left out. */
function* spansIn(expression: RegExp, text: string): Generator<Span> {
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    const { length } = match[0];
    if (length === 0) expression.lastIndex++;
    else yield { index: match.index, length };
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
