// Copied by critgen 0.1.0 from its runtime: do not edit.

import { joinBytes } from "./bytes.ts";
import { checkBytes } from "./checks.ts";
import { ImageError } from "./errors.ts";
import type { Framing, Limits, ReadOptions } from "./framing.ts";
import { type ImageReader, nextEntry, type Opened, openImage, passOver, type ReadEntry } from "./image.ts";
import { createReader, type Reader, renewBudget } from "./reader.ts";

/** An image read from chunks as they arrive. Its entries, or its rest, can be gone through once. */
export interface ImageStream<Name extends string, Entry, First = never> extends Framing {
  readonly image: Name;
  readonly first?: First;
  readonly entries: AsyncIterableIterator<Entry>;
  readonly rest: AsyncIterableIterator<Uint8Array>;
}

/** Chunks of a file: what a stream of Node's or of the web's gives. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Head, magic and the size of the first message. */
const LONGEST_HEAD = 12;

/** Chunks, and a reader of what has come of them and is not yet read. */
export interface Source {
  readonly chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  r: Reader;
  /** The chunk of which `r` has only the beginning, and where in `r` that is. */
  ahead: { readonly chunk: Uint8Array; readonly start: number } | undefined;
  done: boolean;
}

/**
 * Opens an image whose bytes come in chunks. No more is held in memory than the entry at hand and the chunk that it
 * ends in.
 *
 * The source is closed when the entries, or the rest, have been gone through, or when going through them is ended; so
 * one of the two must be.
 *
 * @throws {ImageError} as reading the same bytes at once would
 */
export async function streamImage<N extends string, E, F, R extends Uint8Array>(
  spec: ImageReader<N, E, F, R>,
  chunks: Chunks,
  options?: ReadOptions,
): Promise<ImageStream<N, E, F>> {
  const source = openSource(chunks, spec.descriptor.image, options);
  const { head, entry, rest } = await open(spec, source, options);
  if (rest !== undefined) return { ...head, entries: nothing(), rest: restOf(source) };
  return { ...head, entries: entriesOf(source, entry, options), rest: nothing() };
}

/** Begins to read chunks. Whoever does so ends it by `chunks.return`. */
export function openSource(chunks: Chunks, image: string, limits?: Limits): Source {
  return {
    chunks: iteratorOf(chunks),
    r: createReader(new Uint8Array(0), image, limits),
    ahead: undefined,
    done: false,
  };
}

/** Reads all that stands before the entries; where that cannot be read, the source is closed. */
async function open<N extends string, E, F, R extends Uint8Array>(
  spec: ImageReader<N, E, F, R>,
  source: Source,
  options: ReadOptions | undefined,
): Promise<Opened<N, E, F, R>> {
  let passed: ImageError[] = [];
  const collecting = options?.tolerate && { ...options, tolerate: (problem: ImageError) => void passed.push(problem) };
  try {
    // Without the size of the first message the image could seem to have none.
    await fill(source, LONGEST_HEAD);
    const opened = await attempt(source, (reader) => {
      // It is tried again where bytes are missing, and each problem is told once.
      passed = [];
      return openImage(spec, reader, collecting ?? options);
    });
    for (const problem of passed) options?.tolerate?.(problem);
    return opened;
  } catch (problem) {
    await source.chunks.return?.();
    throw problem;
  }
}

async function* nothing(): AsyncGenerator<never> {}

async function* entriesOf<E>(
  source: Source,
  read: ReadEntry<E> | undefined,
  options: ReadOptions | undefined,
): AsyncGenerator<E> {
  const next = (r: Reader): E => {
    renewBudget(r);
    return nextEntry(r, read);
  };
  try {
    while (source.r.pos < source.r.bytes.length || (await fill(source, 1))) {
      yield atHand(source.r, next) ?? (await attempt(source, next));
    }
  } catch (problem) {
    passOver(problem, options);
  } finally {
    await source.chunks.return?.();
  }
}

/** The next entry, where all of it is at hand: most are, and need not wait. Nothing is taken where it is not. */
export function atHand<T>(r: Reader, read: (r: Reader) => T): T | undefined {
  const { pos, entry } = r;
  try {
    return read(r);
  } catch {
    // It is read again, and whatever is wrong is said then.
    Object.assign(r, { pos, entry });
    r.path.length = 0;
    return undefined;
  }
}

async function* restOf(source: Source): AsyncGenerator<Uint8Array> {
  try {
    while (source.r.pos < source.r.bytes.length || (await fill(source, 1))) {
      yield source.r.bytes.subarray(source.r.pos);
      source.r.pos = source.r.bytes.length;
    }
  } finally {
    await source.chunks.return?.();
  }
}

/**
 * Reads with what is at hand; if that ends too early, gets what is missing, or as much again if that is more, and reads
 * again. So each byte is read twice at most, on average, however small the chunks are and however much is missing.
 */
export async function attempt<T>(source: Source, read: (r: Reader) => T): Promise<T> {
  for (;;) {
    const { r } = source;
    const { pos, entry } = r;
    try {
      return read(r);
    } catch (problem) {
      const short = problem instanceof ImageError && problem.code === "truncated";
      r.pos = pos;
      const more = Math.max(1, r.lack, r.bytes.length - pos);
      if (!short || !(await fill(source, more))) throw problem;
      source.r.entry = entry;
      source.r.littleEndian = r.littleEndian;
    }
  }
}

/** Of a long chunk so many bytes more than are asked for are put behind what is left of others. */
const BRIDGE = 4096;

/** Gets at least `size` more bytes, or whatever is left; false where nothing is. */
export async function fill(source: Source, size: number): Promise<boolean> {
  const { r } = source;
  const parts = leftOf(source);
  let got = sizeOf(parts) - (r.bytes.length - r.pos);
  while (!source.done && got < size) {
    const { done, value } = await source.chunks.next();
    if (done === true) {
      source.done = true;
    } else {
      checkBytes(r.image, value);
      parts.push(value);
      got += value.length;
    }
  }
  if (got === 0) return false;
  const next = createReader(bridge(source, parts, size + BRIDGE), r.image, r);
  next.base = r.base + r.pos;
  next.littleEndian = r.littleEndian;
  next.entry = r.entry;
  source.r = next;
  return true;
}

/** What has come and is not yet read: of the last chunk all, though the reader has only its beginning. */
function leftOf({ r, ahead }: Source): Uint8Array[] {
  if (ahead === undefined) return [r.bytes.subarray(r.pos)];
  const { chunk, start } = ahead;
  return r.pos < start ? [r.bytes.subarray(r.pos, start), chunk] : [chunk.subarray(r.pos - start)];
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((size, { length }) => size + length, 0);

/**
 * All parts behind each other, or with no more than `most` bytes of the last: what ends in there is read, and then the
 * rest of that chunk where it is. So long chunks are not copied, whose copies would wait for their collection.
 */
function bridge(source: Source, parts: readonly Uint8Array[], most: number): Uint8Array {
  const chunk = parts.at(-1) ?? new Uint8Array(0);
  const start = sizeOf(parts) - chunk.length;
  source.ahead = start > 0 && chunk.length > most ? { chunk, start } : undefined;
  return joinBytes(source.ahead === undefined ? parts : [...parts.slice(0, -1), chunk.subarray(0, most)]);
}

/** A stream whose first bytes are known. */
export interface Peeked {
  /** As many bytes as were asked for, or more; fewer where there are no more. */
  readonly start: Uint8Array;
  /** The stream as if nothing had been taken. */
  readonly all: AsyncIterable<Uint8Array>;
  /** Closes the stream where it will not be read. */
  readonly close: () => Promise<void>;
}

/** Takes a look at the first `size` bytes of a stream. */
export async function peekChunks(chunks: Chunks, size: number): Promise<Peeked> {
  const iterator = iteratorOf(chunks);
  const taken: Uint8Array[] = [];
  let got = 0;
  while (got < size) {
    const { done, value } = await iterator.next();
    if (done === true) break;
    checkBytes(undefined, value);
    taken.push(value);
    got += value.length;
  }
  const start = joinBytes(taken);
  async function* all(): AsyncGenerator<Uint8Array> {
    try {
      yield start;
      for (;;) {
        const { done, value } = await iterator.next();
        if (done === true) return;
        yield value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  return { start, all: all(), close };
}

function iteratorOf(chunks: Chunks): AsyncIterator<Uint8Array> | Iterator<Uint8Array> {
  return Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
}
