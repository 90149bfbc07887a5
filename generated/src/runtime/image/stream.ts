// Copied by critgen 0.1.0 from its runtime: do not edit.

import { joinBytes } from "../wire/bytes.ts";
import { checkBytes } from "../wire/checks.ts";
import { ImageError } from "../wire/errors.ts";
import type { Limits } from "../wire/limits.ts";
import { createReader, type Reader, renewBudget } from "../wire/reader.ts";
import type { Framing, ReadOptions } from "./framing.ts";
import { type ImageReader, nextEntry, type Opened, openImage, passOver, type ReadEntry } from "./image.ts";
import { withoutWaiting } from "./without-waiting.ts";

/** An image that is read from chunks as they arrive. Its entries, or its rest, can be iterated once. */
export interface ImageStream<Name extends string, Entry, First = never> extends Framing {
  readonly image: Name;
  readonly first?: First;
  readonly entries: AsyncIterableIterator<Entry>;
  readonly rest: AsyncIterableIterator<Uint8Array>;
}

/** Chunks of a file: a stream of Node or of the web, or any iterable of byte arrays. */
export type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Size of a head, a magic and the size of the first message, in bytes. */
const LONGEST_HEAD = 12;

/** Chunks, and a reader of the bytes that have arrived and are not read yet. */
export interface Source {
  readonly chunks: AsyncIterator<Uint8Array> | Iterator<Uint8Array>;
  r: Reader;
  /** Last chunk, if `r` has only its beginning, and the position of that in `r`. */
  ahead: { readonly chunk: Uint8Array; readonly start: number } | undefined;
  done: boolean;
}

/**
 * Opens an image whose bytes arrive in chunks. Only the current entry, and the chunk in which it ends, are held in
 * memory.
 *
 * The source is closed when the iteration of the entries, or of the rest, ends: iterate one of the two.
 *
 * @throws {ImageError} as reading the same bytes at once
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

/** Opens chunks for reading. The caller ends with `chunks.return`. */
export function openSource(chunks: Chunks, image: string, limits?: Limits): Source {
  return {
    chunks: iteratorOf(chunks),
    r: createReader(new Uint8Array(0), image, limits),
    ahead: undefined,
    done: false,
  };
}

/** Reads the framing and the first message; closes the source if that fails. */
async function open<N extends string, E, F, R extends Uint8Array>(
  spec: ImageReader<N, E, F, R>,
  source: Source,
  options: ReadOptions | undefined,
): Promise<Opened<N, E, F, R>> {
  let passed: ImageError[] = [];
  const collecting = options?.tolerate && { ...options, tolerate: (problem: ImageError) => void passed.push(problem) };
  try {
    // Without the size of the first message, the image would seem to have none.
    await fill(source, LONGEST_HEAD);
    const opened = await attempt(source, (reader) => {
      // The function runs again if bytes are missing, but each problem is reported once.
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

function entriesOf<E>(
  source: Source,
  read: ReadEntry<E> | undefined,
  options: ReadOptions | undefined,
): AsyncIterableIterator<E> {
  const next = (r: Reader): E => {
    renewBudget(r);
    return nextEntry(r, read);
  };
  return withoutWaiting(awaited(source, next, options), () => {
    return source.r.pos < source.r.bytes.length ? atHand(source.r, next) : undefined;
  });
}

async function* awaited<E>(
  source: Source,
  next: (r: Reader) => E,
  options: ReadOptions | undefined,
): AsyncGenerator<E> {
  try {
    while (source.r.pos < source.r.bytes.length || (await fill(source, 1))) yield await attempt(source, next);
  } catch (problem) {
    passOver(problem, options);
  } finally {
    await source.chunks.return?.();
  }
}

/** Reads the next entry without waiting if all of its bytes have arrived, as is usual; else reads nothing. */
export function atHand<T>(r: Reader, read: (r: Reader) => T): T | undefined {
  const { pos, entry } = r;
  try {
    return read(r);
  } catch {
    // The entry is read again, and that attempt throws its error.
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
 * Reads with the bytes that have arrived. If they are too few, it waits for the missing ones, and for at least as many
 * as there are, and reads again. So each byte is read twice at most on average, whatever the size of the chunks.
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

/** Bytes of a long chunk, beyond those asked for, that are copied to join it with the bytes before it. */
const BRIDGE = 4096;

/** Waits for at least `size` more bytes, or the end; returns false if there are none. */
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

/** Returns all unread bytes, with the whole of the last chunk. */
function leftOf({ r, ahead }: Source): Uint8Array[] {
  if (ahead === undefined) return [r.bytes.subarray(r.pos)];
  const { chunk, start } = ahead;
  return r.pos < start ? [r.bytes.subarray(r.pos, start), chunk] : [chunk.subarray(r.pos - start)];
}

const sizeOf = (parts: readonly Uint8Array[]): number => parts.reduce((size, { length }) => size + length, 0);

/**
 * Joins all parts, but no more than `most` bytes of the last. An item that ends there is read from the copy; the other
 * bytes of a long chunk are read in place, because copies would cost time in garbage collection.
 */
function bridge(source: Source, parts: readonly Uint8Array[], most: number): Uint8Array {
  const chunk = parts.at(-1) ?? new Uint8Array(0);
  const start = sizeOf(parts) - chunk.length;
  source.ahead = start > 0 && chunk.length > most ? { chunk, start } : undefined;
  return joinBytes(source.ahead === undefined ? parts : [...parts.slice(0, -1), chunk.subarray(0, most)]);
}

/** A stream whose first bytes are known. */
export interface Peeked {
  /** The first bytes: at least as many as asked for, unless the stream is shorter. */
  readonly start: Uint8Array;
  /** The whole stream, with the first bytes. */
  readonly all: AsyncIterable<Uint8Array>;
  /** Closes the stream if it is not going to be read. */
  readonly close: () => Promise<void>;
}

/** Reads the first `size` bytes of a stream ahead. */
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
