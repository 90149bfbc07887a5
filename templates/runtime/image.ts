import { checkBytes, checkImage, checkOptions, isBytes } from "./checks.ts";
import type { ByteOrder, ImageDescriptor, ImageFile, RawImage, Version } from "./descriptor.ts";
import { ImageError } from "./errors.ts";
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
import { createReader, type Reader, readError, renewBudget } from "./reader.ts";
import { badValue, checkObject, createWriter, elements, finish, type Writer, writeError } from "./writer.ts";

/** What an image is made of, for reading. */
export interface ImageReader<Name extends string, Entry, First = never, Rest extends Uint8Array = never>
  extends Conditions<First> {
  readonly descriptor: ImageDescriptor<Name>;
  /** Reads the message before the entries, which ends at `end`. */
  readonly first?: (r: Reader, end: number) => First;
  readonly entry?: ReadEntry<Entry>;
  /** Reads what is left of the file. */
  readonly rest?: (r: Reader) => Rest;
}

/** What an image is made of, for writing. */
export interface ImageWriter<Name extends string, Entry, First = never, Rest extends Uint8Array = never>
  extends Conditions<First> {
  readonly descriptor: ImageDescriptor<Name>;
  readonly first?: (w: Writer, first: First) => void;
  readonly entry?: (w: Writer, entry: Entry) => void;
  /** Writes what follows an entry's message. */
  readonly extra?: (w: Writer, entry: Entry) => void;
  readonly rest?: (w: Writer, rest: Rest) => void;
}

/** Whether entries, or the rest of the file, follow the first message. */
interface Conditions<First> {
  /** What tells that, where it depends on the first message. */
  readonly follows?: typeof follows;
  /** Whether it says so; without a condition they do. */
  readonly entriesIf?: (first: First) => boolean;
  readonly restIf?: (first: First) => boolean;
}

/** What reads or writes an entry, or the rest of the file; `undefined` where none may come. */
interface Follows<Entry, Rest> {
  readonly entry: Entry | undefined;
  readonly rest: Rest | undefined;
}

/** What an image is made of, as far as it tells what follows its first message. */
interface Parts<First, Entry, Rest> extends Conditions<First> {
  readonly first?: unknown;
  readonly entry?: Entry;
  readonly rest?: Rest;
}

/** The rest of the file where the first message does not say otherwise, else entries where it does not. */
export function follows<F, E, R>(spec: Parts<F, E, R>, first: F | undefined): Follows<E, R> {
  const bare = first === undefined;
  const rest = (bare ? spec.first === undefined : spec.restIf?.(first) !== false) ? spec.rest : undefined;
  const entry = rest === undefined && (bare || spec.entriesIf?.(first) !== false) ? spec.entry : undefined;
  return { entry, rest };
}

/** An image whose entries are read one by one as they are asked for. */
export interface ImageEntries<Name extends string, Entry, First = never, Rest = never> extends Framing {
  readonly image: Name;
  readonly first?: First;
  readonly entries: IterableIterator<Entry>;
  readonly rest?: Rest;
}

/** How to write. What is not said is taken from the image itself; where that does not say it: v1.1, little-endian. */
export interface WriteOptions {
  readonly version?: Version;
  readonly byteOrder?: ByteOrder;
  /** How deep messages may nest: 100 where it is not said. */
  readonly maxDepth?: number;
}

/** All that stands before an image's entries, and what reads these, or the rest of the file in their place. */
export interface Opened<Name extends string, Entry, First, Rest extends Uint8Array>
  extends Follows<ReadEntry<Entry>, (r: Reader) => Rest> {
  readonly head: Framing & { readonly image: Name; readonly first?: First };
}

/** Reads an entry's message, which ends at `end`, and what follows it. */
export type ReadEntry<Entry> = (r: Reader, end: number) => Entry;

/** Reads all that stands before the entries. */
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

/** The entry at the reader's position, which is not the end. */
export function nextEntry<E>(r: Reader, read: ReadEntry<E> | undefined): E {
  if (read === undefined) throw readError(r, "bad-length", "nothing should follow here");
  r.entry++;
  return read(r, readFrame(r));
}

/** Passes over `problem` if it is the image's end in the middle of an entry, and the caller lets that pass. */
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
  // Behind the rest there are no entries.
  const last = rest && { rest: rest(r) };
  return { ...head, entries: allEntries(r, entry, options), ...last };
}

/** The entries from the reader's position to the image's end. */
export function allEntries<E>(r: Reader, read: ReadEntry<E> | undefined, options: ReadOptions | undefined): E[] {
  const entries: E[] = [];
  try {
    while (r.pos < r.bytes.length) entries.push(nextEntry(r, read));
  } catch (problem) {
    passOver(problem, options);
  }
  return entries;
}

/** Reads all but the entries, which are read as they are asked for. */
export function iterateImage<N extends string, E, F, R extends Uint8Array>(
  spec: ImageReader<N, E, F, R>,
  bytes: Uint8Array,
  options?: ReadOptions,
): ImageEntries<N, E, F, R> {
  const r = createReader(bytes, spec.descriptor.image, options);
  const { head, entry, rest } = openImage(spec, r, options);
  return { ...head, entries: entriesOf(r, entry, options), ...(rest && { rest: rest(r) }) };
}

/** The entries from the reader's position to the image's end, each read as it is asked for. */
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

/** What is left, as a view of it. */
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

/** Writes the message before the entries. */
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

/** Writes an entry's frame and message, and what follows it. */
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
  return writeError(w, "missing-field", "what follows stands behind a first message, which is not there", {
    field: "first",
  });
}

function surplus(w: Writer, field: string): ImageError {
  return writeError(w, "bad-length", "this image, or its first message, says that there is none", { field });
}

/** Reads a raw image: all its bytes, as a view of them. */
export function decodeRaw<N extends string>(descriptor: ImageDescriptor<N>, bytes: Uint8Array): RawImage<N> {
  checkBytes(descriptor.image, bytes);
  return { image: descriptor.image, rest: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** Writes a raw image: its bytes as they are. */
export function encodeRaw<N extends string>(descriptor: ImageDescriptor<N>, image: RawImage<N>): Uint8Array {
  checkImage(descriptor.image, image);
  checkBytes(descriptor.image, image.rest, "rest");
  return image.rest;
}
