// Copied by critgen 0.1.0 from its runtime: do not edit.

import { checkBytes, checkImage, checkOptions, isBytes } from "../wire/checks.ts";
import { ImageError } from "../wire/errors.ts";
import { createReader, type Reader, readError, renewBudget } from "../wire/reader.ts";
import { badValue, checkObject, createWriter, elements, finish, type Writer, writeError } from "../wire/writer.ts";
import type { ByteOrder, ImageDescriptor, ImageFile, RawImage, Version } from "./descriptor.ts";
import {
  beginFrame,
  endFrame,
  type Framing,
  pass,
  type ReadOptions,
  readFrame,
  readFraming,
  writeFraming,
} from "./framing.ts";

/** Reading functions of an image. */
export interface ImageReader<Name extends string, Entry, First = never, Rest extends Uint8Array = never>
  extends Conditions<First> {
  readonly descriptor: ImageDescriptor<Name>;
  /** Reads the first message, which ends at `end`. */
  readonly first?: (r: Reader, end: number) => First;
  readonly entry?: ReadEntry<Entry>;
  /** Reads the rest. */
  readonly rest?: (r: Reader) => Rest;
}

/** Writing functions of an image. */
export interface ImageWriter<Name extends string, Entry, First = never, Rest extends Uint8Array = never>
  extends Conditions<First> {
  readonly descriptor: ImageDescriptor<Name>;
  readonly first?: (w: Writer, first: First) => void;
  readonly entry?: (w: Writer, entry: Entry) => void;
  /** Writes an entry's extra. */
  readonly extra?: (w: Writer, entry: Entry) => void;
  readonly rest?: (w: Writer, rest: Rest) => void;
}

/** Conditions of the entries and of the rest. An image without conditions has both that its layout specifies. */
interface Conditions<First> {
  /** Evaluates the conditions; absent if there are none, so that bundles leave it out. */
  readonly follows?: typeof follows;
  /** Whether the first message announces entries; absent if there is no condition. */
  readonly entriesIf?: (first: First) => boolean;
  readonly restIf?: (first: First) => boolean;
}

/** The function for an entry or for the rest; `undefined` if none is allowed. */
interface Follows<Entry, Rest> {
  readonly entry: Entry | undefined;
  readonly rest: Rest | undefined;
}

/** The properties of a reader or a writer that `follows` needs. */
interface Parts<First, Entry, Rest> extends Conditions<First> {
  readonly first?: unknown;
  readonly entry?: Entry;
  readonly rest?: Rest;
}

/**
 * Selects the function for the rest if the first message allows a rest, else the one for entries if it allows entries.
 */
export function follows<F, E, R>(spec: Parts<F, E, R>, first: F | undefined): Follows<E, R> {
  const bare = first === undefined;
  const rest = (bare ? spec.first === undefined : spec.restIf?.(first) !== false) ? spec.rest : undefined;
  const entry = rest === undefined && (bare || spec.entriesIf?.(first) !== false) ? spec.entry : undefined;
  return { entry, rest };
}

/** An image whose entries are read one by one, on demand. */
export interface ImageEntries<Name extends string, Entry, First = never, Rest = never> extends Framing {
  readonly image: Name;
  readonly first?: First;
  readonly entries: IterableIterator<Entry>;
  readonly rest?: Rest;
}

/** Options of writing. They override the image's own framing; the default is v1.1, little-endian. */
export interface WriteOptions {
  readonly version?: Version;
  readonly byteOrder?: ByteOrder;
  /** Levels of nested messages: 100 by default. */
  readonly maxDepth?: number;
}

/** Framing and first message of an open image, and the function for its entries or for its rest. */
export interface Opened<Name extends string, Entry, First, Rest extends Uint8Array>
  extends Follows<ReadEntry<Entry>, (r: Reader) => Rest> {
  readonly head: Framing & { readonly image: Name; readonly first?: First };
}

/** Reads an entry: its message, which ends at `end`, and its extra. */
export type ReadEntry<Entry> = (r: Reader, end: number) => Entry;

/** Reads the framing and the first message. */
export function openImage<N extends string, E, F, R extends Uint8Array>(
  spec: ImageReader<N, E, F, R>,
  r: Reader,
  options: ReadOptions | undefined,
): Opened<N, E, F, R> {
  const framing = readFraming(r, spec.descriptor, options);
  const first = r.pos < r.bytes.length ? spec.first?.(r, readFrame(r)) : undefined;
  const head = { image: spec.descriptor.image, ...framing, ...(first !== undefined && { first }) };
  const { entry, rest } = spec.follows?.(spec, first) ?? spec;
  return { head, entry, rest };
}

/**
 * Reads the next entry; the reader is not at the end.
 *
 * @throws {ImageError} `bad-length` if no entries are allowed
 */
export function nextEntry<E>(r: Reader, read: ReadEntry<E> | undefined): E {
  if (read === undefined) throw readError(r, "bad-length", "no entries are allowed here");
  r.entry++;
  return read(r, readFrame(r));
}

/** Tolerates a truncated entry at the end of an image if the caller does; throws any other problem. */
export function passOver(problem: unknown, { tolerate }: ReadOptions = {}): void {
  const short = problem instanceof ImageError && problem.code === "truncated";
  pass(problem, short ? tolerate : undefined);
}

/** Reads a whole image. */
export function decodeImage<N extends string, E, F, R extends Uint8Array>(
  spec: ImageReader<N, E, F, R>,
  bytes: Uint8Array,
  options?: ReadOptions,
): ImageFile<N, E, F, R> {
  const r = createReader(bytes, spec.descriptor.image, options);
  const { head, entry, rest } = openImage(spec, r, options);
  // A rest takes all remaining bytes: no entries come after it.
  const last = rest && { rest: rest(r) };
  return { ...head, entries: allEntries(r, entry, options), ...last };
}

/** Reads all entries up to the end of the image. */
export function allEntries<E>(r: Reader, read: ReadEntry<E> | undefined, options: ReadOptions | undefined): E[] {
  const entries: E[] = [];
  try {
    while (r.pos < r.bytes.length) entries.push(nextEntry(r, read));
  } catch (problem) {
    passOver(problem, options);
  }
  return entries;
}

/** Reads the framing, the first message and the rest; entries are read on demand. */
export function iterateImage<N extends string, E, F, R extends Uint8Array>(
  spec: ImageReader<N, E, F, R>,
  bytes: Uint8Array,
  options?: ReadOptions,
): ImageEntries<N, E, F, R> {
  const r = createReader(bytes, spec.descriptor.image, options);
  const { head, entry, rest } = openImage(spec, r, options);
  return { ...head, entries: entriesOf(r, entry, options), ...(rest && { rest: rest(r) }) };
}

/** Reads the entries up to the end of the image, on demand. */
export function* entriesOf<E>(
  r: Reader,
  read: ReadEntry<E> | undefined,
  options: ReadOptions | undefined,
): Generator<E> {
  try {
    while (r.pos < r.bytes.length) {
      renewBudget(r);
      yield nextEntry(r, read);
    }
  } catch (problem) {
    passOver(problem, options);
  }
}

/** Returns the remaining bytes as a view. */
export function readRest(r: Reader): Uint8Array {
  const start = r.pos;
  r.pos = r.bytes.length;
  return r.bytes.subarray(start);
}

/**
 * Writes a whole image.
 *
 * @throws {ImageError} `missing-field`, `bad-value`, `bad-length`, `too-deep`
 */
export function encodeImage<N extends string, E, F, R extends Uint8Array>(
  spec: ImageWriter<N, E, F, R>,
  image: ImageFile<N, E, F, R>,
  options: WriteOptions = {},
): Uint8Array {
  checkOptions(spec.descriptor.image, options);
  checkImage(spec.descriptor.image, image);
  const littleEndian = (options.byteOrder ?? image.byteOrder) !== "big";
  const w = createWriter(spec.descriptor.image, littleEndian, options.maxDepth);
  const { first, rest } = image;
  const entries = elements(w, image.entries, "entries");
  writeFraming(w, spec.descriptor, options.version ?? image.version ?? "v1.1");
  if (first !== undefined) writeFirst(spec, w, first);
  else if (spec.first !== undefined && (entries.length > 0 || rest !== undefined)) throw noFirst(w);
  const allowed = spec.follows?.(spec, first) ?? spec;
  if (entries.length > 0 && allowed.entry === undefined) throw surplus(w, "entries");
  for (const entry of entries) writeEntry(spec, w, entry);
  if (rest !== undefined) {
    if (allowed.rest === undefined) throw surplus(w, "rest");
    if (!isBytes(rest)) throw badValue(w, "rest", "a Uint8Array", rest);
    allowed.rest(w, rest);
  }
  return finish(w);
}

/** Writes the first message in its frame. */
export function writeFirst<N extends string, E, F, R extends Uint8Array>(
  spec: ImageWriter<N, E, F, R>,
  w: Writer,
  first: F,
): void {
  if (spec.first === undefined) throw surplus(w, "first");
  checkObject(w, first, "first");
  const start = beginFrame(w);
  spec.first(w, first);
  endFrame(w, start);
}

/** Writes an entry: frame, message and extra. */
export function writeEntry<N extends string, E, F, R extends Uint8Array>(
  spec: ImageWriter<N, E, F, R>,
  w: Writer,
  entry: E,
): void {
  w.entry++;
  const start = beginFrame(w);
  spec.entry?.(w, entry);
  endFrame(w, start);
  spec.extra?.(w, entry);
}

function noFirst(w: Writer): ImageError {
  return writeError(w, "missing-field", "entries and rest need a first message", {
    field: "first",
  });
}

function surplus(w: Writer, field: string): ImageError {
  return writeError(w, "bad-length", "the image, or its first message, allows none", { field });
}

/** Reads a raw image: returns its bytes as a view. */
export function decodeRaw<N extends string>(descriptor: ImageDescriptor<N>, bytes: Uint8Array): RawImage<N> {
  checkBytes(descriptor.image, bytes);
  return { image: descriptor.image, rest: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** Returns the bytes of a raw image. */
export function encodeRaw<N extends string>(descriptor: ImageDescriptor<N>, image: RawImage<N>): Uint8Array {
  checkImage(descriptor.image, image);
  checkBytes(descriptor.image, image.rest, "rest");
  return image.rest;
}
