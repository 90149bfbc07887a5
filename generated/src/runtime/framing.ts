// Part of every package that critgen 0.1.0 generates: do not edit.

import type { ByteOrder, ImageDescriptor, Version } from "./descriptor.ts";
import { hex32, type ImageError, type ImageErrorCode } from "./errors.ts";
import { type Reader, readError, tooLarge } from "./reader.ts";
import { reserve, type Writer } from "./writer.ts";

/** What is refused however much of it is there. */
export interface Limits {
  /** How deep messages may nest: 100 where it is not said, which is protobuf's own limit. */
  readonly maxDepth?: number;
  /**
   * How many bytes a message, or a run behind one, may have. Where it is not said, as many as are there: 4 GiB at most in
   * a message. A stream holds one of them in memory, so who reads strangers' images from a stream sets a limit.
   */
  readonly maxSize?: number;
}

/** How to read. */
export interface ReadOptions extends Limits {
  /** The version that the image must have, as its inventory says; either where it is not given. */
  readonly version?: Version;
  /**
   * Makes reading lenient: called with each problem that can be passed over (a wrong or missing head, an image that
   * ends in the middle of an entry), after which reading goes on. Without it the problem is thrown.
   */
  readonly tolerate?: (problem: ImageError) => void;
}

/** How an image is framed: what stands before its entries. */
export interface Framing {
  version?: Version;
  byteOrder: ByteOrder;
}

/** The u32 at the reader's position, in the file's byte order. */
export function readWord(r: Reader): number {
  const left = r.bytes.length - r.pos;
  if (left < 4) {
    throw readError(r, "truncated", "the image ends inside a number", {
      expected: "4 bytes",
      found: `${left}`,
    });
  }
  const word = r.view.getUint32(r.pos, r.littleEndian);
  r.pos += 4;
  return word;
}

/** The size in front of a framed message, held against the bytes at hand; returns where the message ends. */
export function readFrame(r: Reader): number {
  const start = r.pos;
  const size = readWord(r);
  const left = r.bytes.length - r.pos;
  if (size > r.maxSize) throw tooLarge(r, size, { pos: start });
  if (size > left) {
    const details = { pos: start, expected: `${size} more bytes`, found: `${left}` };
    throw readError(r, "truncated", "the image ends inside a message", details);
  }
  r.framed = true;
  r.end = r.pos + size;
  return r.end;
}

/** Begins a framed message, `endFrame` ends it: a u32 size, then the message. */
export function beginFrame(w: Writer): number {
  reserve(w, 4);
  w.pos += 4;
  return w.pos;
}

export function endFrame(w: Writer, start: number): void {
  putWordAt(w, start - 4, w.pos - start);
}

export function putWord(w: Writer, word: number): void {
  reserve(w, 4);
  w.pos += 4;
  putWordAt(w, w.pos - 4, word);
}

function putWordAt(w: Writer, pos: number, word: number): void {
  const { bytes } = w;
  const ordered = w.littleEndian ? word : swap(word);
  bytes[pos] = ordered & 0xff;
  bytes[pos + 1] = (ordered >>> 8) & 0xff;
  bytes[pos + 2] = (ordered >>> 16) & 0xff;
  bytes[pos + 3] = ordered >>> 24;
}

/**
 * Reads head and magic, finds out byte order and version, and leaves the reader behind them.
 *
 * @throws {ImageError} `truncated`, `bad-magic`; and where `tolerate` is not given `swapped-head`, `missing-head`,
 * `unexpected-head`
 */
export function readFraming(r: Reader, d: ImageDescriptor, options: ReadOptions = {}): Framing {
  // A try on fewer bytes, in a stream, may have found out another order already.
  r.littleEndian = true;
  const first = readWord(r);
  for (const littleEndian of [true, false]) {
    r.littleEndian = littleEndian;
    const head = littleEndian ? first : swap(first);
    if (head === d.magic) return headless(r, d, options);
    const foreign = d.foreignHeads?.includes(head) === true;
    if (head !== d.head && !foreign) continue;
    const magic = readWord(r);
    if (magic !== d.magic) throw badMagic(r, d, magic);
    if (foreign) return foreignHead(r, d, options, head);
    if (options.version === "v1.0") {
      complain(r, options, "unexpected-head", "the inventory says v1.0, which has no heads", d.magic, head);
    }
    return { version: "v1.1", byteOrder: order(r) };
  }
  r.littleEndian = true;
  throw badMagic(r, d, first);
}

function headless(r: Reader, d: ImageDescriptor, options: ReadOptions): Framing {
  if (d.head === undefined) return { byteOrder: order(r) };
  if (options.version === "v1.1") {
    complain(r, options, "missing-head", "the inventory says v1.1, which has heads", d.head, d.magic);
  }
  return { version: "v1.0", byteOrder: order(r) };
}

function foreignHead(r: Reader, d: ImageDescriptor, options: ReadOptions, head: number): Framing {
  if (d.head === undefined) {
    complain(r, options, "unexpected-head", "this image never has a head", d.magic, head);
    return { byteOrder: order(r) };
  }
  const what = "the head is the other kind's (as an unreleased version of the format once wrote them)";
  complain(r, options, "swapped-head", what, d.head, head);
  return { version: "v1.1", byteOrder: order(r) };
}

function complain(
  r: Reader,
  options: ReadOptions,
  code: ImageErrorCode,
  what: string,
  expected: number | undefined,
  found: number | undefined,
): void {
  const problem = readError(r, code, what, { pos: 0, expected: hex32(expected ?? 0), found: hex32(found ?? 0) });
  if (options.tolerate === undefined) throw problem;
  options.tolerate(problem);
}

function badMagic(r: Reader, d: ImageDescriptor, found: number): ImageError {
  return readError(r, "bad-magic", "not this image's magic", {
    pos: r.pos - 4,
    expected: hex32(d.magic ?? 0),
    found: hex32(found),
  });
}

function order(r: Reader): ByteOrder {
  return r.littleEndian ? "little" : "big";
}

/** The same four bytes read from the other end. */
export function swap(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}

/** Writes head and magic: v1.1 unless v1.0 is asked for. */
export function writeFraming(w: Writer, d: ImageDescriptor, version: Version): void {
  if (d.head !== undefined && version === "v1.1") putWord(w, d.head);
  putWord(w, d.magic ?? 0);
}
