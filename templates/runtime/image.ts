import type { ImageDescriptor, ImageFile, RawImage, Version, ByteOrder } from "./descriptor.ts";
import { ImageError } from "./errors.ts";
import { beginFrame, endFrame, type Framing, readFrame, readFraming, type ReadOptions, writeFraming } from "./framing.ts";
import { createReader, type Reader, readError } from "./reader.ts";
import { createWriter, finish, putBytes, type Writer, writeError } from "./writer.ts";

/** What an image is made of, for reading. */
export interface ImageReader<Name extends string, Entry, First = never> {
  readonly descriptor: ImageDescriptor<Name>;
  /** Reads the message before the entries, which ends at `end`. */
  readonly first?: (r: Reader, end: number) => First;
  /** Reads an entry's message, which ends at `end`, and what follows it. */
  readonly entry?: (r: Reader, end: number) => Entry;
  /** Whether entries follow; where this is not here, they do. */
  readonly hasEntries?: (first: First) => boolean;
  /** Whether the rest of the file follows; where this is not here, it does not. */
  readonly hasRest?: (first: First | undefined) => boolean;
}

/** What an image is made of, for writing. */
export interface ImageWriter<Name extends string, Entry, First = never> {
  readonly descriptor: ImageDescriptor<Name>;
  readonly first?: (w: Writer, first: First) => void;
  readonly entry?: (w: Writer, entry: Entry) => void;
  /** Writes what follows an entry's message. */
  readonly extra?: (w: Writer, entry: Entry) => void;
  readonly hasEntries?: (first: First) => boolean;
  readonly hasRest?: (first: First | undefined) => boolean;
}

/** An image whose entries are read one by one as they are asked for. */
export interface ImageEntries<Name extends string, Entry, First = never> extends Framing {
  readonly image: Name;
  readonly first?: First;
  readonly entries: IterableIterator<Entry>;
  readonly rest?: Uint8Array;
}

/** How to write. What is not said is taken from the image itself; where that does not say it: v1.1, little-endian. */
export interface WriteOptions {
  readonly version?: Version;
  readonly byteOrder?: ByteOrder;
}

/** An image that has been opened: all but its entries is read. */
export interface Opened<First> extends Framing {
  readonly first?: First;
  readonly hasEntries: boolean;
  readonly hasRest: boolean;
}

/** Reads all that stands before the entries. */
export function openImage<N extends string, E, F>(
  spec: ImageReader<N, E, F>,
  r: Reader,
  options: ReadOptions | undefined,
): Opened<F> {
  const framing = readFraming(r, spec.descriptor, options);
  if (spec.first === undefined || r.pos === r.end) {
    const hasRest = spec.hasRest?.(undefined) === true;
    return { ...framing, hasEntries: !hasRest, hasRest };
  }
  const first = spec.first(r, readFrame(r));
  const hasRest = spec.hasRest?.(first) === true;
  return { ...framing, first, hasEntries: !hasRest && spec.hasEntries?.(first) !== false, hasRest };
}

/** The entry at the reader's position, which is not the end. */
export function nextEntry<N extends string, E, F>(spec: ImageReader<N, E, F>, r: Reader): E {
  r.entry++;
  if (spec.entry === undefined) throw unexpected(r);
  return spec.entry(r, readFrame(r));
}

function unexpected(r: Reader): ImageError {
  return readError(r, "bad-length", "the image goes on where nothing should follow", {
    expected: `an end at offset ${r.base + r.pos}`,
    found: `${r.end - r.pos} more bytes`,
  });
}

/** Whether `problem` was the image's end in the middle of an entry, and the caller lets that pass. */
export function tolerated(problem: unknown, options: ReadOptions | undefined): boolean {
  if (!(problem instanceof ImageError) || problem.code !== "truncated" || options?.tolerate === undefined) return false;
  options.tolerate(problem);
  return true;
}

/** Reads a whole image. */
export function decodeImage<N extends string, E, F>(
  spec: ImageReader<N, E, F>,
  bytes: Uint8Array,
  options?: ReadOptions,
): ImageFile<N, E, F, Uint8Array> {
  const image = iterateImage(spec, bytes, options);
  return { ...image, entries: [...image.entries] };
}

/** Reads all but the entries, which are read as they are asked for. */
export function iterateImage<N extends string, E, F>(
  spec: ImageReader<N, E, F>,
  bytes: Uint8Array,
  options?: ReadOptions,
): ImageEntries<N, E, F> {
  const r = createReader(bytes, spec.descriptor.image);
  const { hasEntries, hasRest, ...opened } = openImage(spec, r, options);
  const image = { image: spec.descriptor.image, ...opened };
  if (hasRest) return { ...image, entries: noEntries(), rest: r.bytes.subarray(r.pos) };
  if (!hasEntries && r.pos < r.end) throw unexpected(r);
  return { ...image, entries: entriesOf(spec, r, options) };
}

function* noEntries(): Generator<never> {}

function* entriesOf<N extends string, E, F>(
  spec: ImageReader<N, E, F>,
  r: Reader,
  options: ReadOptions | undefined,
): Generator<E> {
  try {
    while (r.pos < r.end) yield nextEntry(spec, r);
  } catch (problem) {
    if (!tolerated(problem, options)) throw problem;
  }
}

/**
 * Writes a whole image.
 *
 * @throws {ImageError} `missing-field`, `bad-value`, `bad-length`, `too-deep`
 */
export function encodeImage<N extends string, E, F>(
  spec: ImageWriter<N, E, F>,
  image: ImageFile<N, E, F, Uint8Array>,
  options: WriteOptions = {},
): Uint8Array {
  const w = createWriter(spec.descriptor.image, (options.byteOrder ?? image.byteOrder) !== "big");
  writeFraming(w, spec.descriptor, options.version ?? image.version ?? "v1.1");
  writeFirst(spec, w, image);
  for (const entry of image.entries) {
    w.entry++;
    writeEntry(spec, w, entry);
  }
  if (image.rest !== undefined) putBytes(w, image.rest);
  return finish(w);
}

/** Writes the message before the entries, and holds what follows against it. */
export function writeFirst<N extends string, E, F>(
  spec: ImageWriter<N, E, F>,
  w: Writer,
  image: { first?: F; entries: readonly E[]; rest?: Uint8Array },
): void {
  const { first } = image;
  const bare = first === undefined;
  if (bare && spec.first !== undefined && (image.entries.length > 0 || image.rest !== undefined)) {
    throw writeError(w, "missing-field", "entries stand behind a first message, which is not there", { field: "first" });
  }
  if (!bare) {
    if (spec.first === undefined) throw surplus(w, "first");
    const start = beginFrame(w);
    spec.first(w, first);
    endFrame(w, start);
  }
  const hasRest = spec.hasRest?.(first) === true;
  const hasEntries = spec.entry !== undefined && !hasRest && (bare || spec.hasEntries?.(first) !== false);
  if (image.entries.length > 0 && !hasEntries) throw surplus(w, "entries");
  if (image.rest !== undefined && !hasRest) throw surplus(w, "rest");
}

function surplus(w: Writer, field: string): ImageError {
  return writeError(w, "bad-length", "this image, or its first message, says that there is none", { field });
}

/** Writes an entry's frame and message, and what follows it. */
export function writeEntry<N extends string, E, F>(spec: ImageWriter<N, E, F>, w: Writer, entry: E): void {
  const start = beginFrame(w);
  spec.entry?.(w, entry);
  endFrame(w, start);
  spec.extra?.(w, entry);
}

/** Reads a raw image: all its bytes, as a view of them. */
export function decodeRaw<N extends string>(descriptor: ImageDescriptor<N>, bytes: Uint8Array): RawImage<N> {
  return { image: descriptor.image, rest: bytes };
}

/** Writes a raw image: its bytes as they are. */
export function encodeRaw<N extends string>(image: RawImage<N>): Uint8Array {
  return image.rest;
}
