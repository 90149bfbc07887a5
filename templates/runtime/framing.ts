import type { ByteOrder, ImageDescriptor, Version } from "./descriptor.ts";
import { hex32, type ImageError, type ImageErrorCode } from "./errors.ts";
import { type Reader, readError, tooLarge } from "./reader.ts";
import { reserve, type Writer } from "./writer.ts";

/** What is refused however much of it is there. */
export interface Limits {
  /** How deep messages may nest: 100 where it is not said, which is protobuf's own limit. */
  readonly maxDepth?: number;
  /**
   * How many bytes a message, or a run behind one, may have. Where it is not said, as many as are there: 4 GiB at most
   * in a message. A stream holds one of them in memory, so who reads strangers' images from a stream sets a limit.
   */
  readonly maxSize?: number;
  /**
   * How many bytes of memory the objects of messages may take, as they are counted: 32 MiB, and 25 bytes for each byte
   * of the image, if it is not given. It bounds what is returned at once: the whole image, or an entry of a stream.
   */
  readonly maxMemory?: number | undefined;
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
  demand(r, 4);
  r.pos += 4;
  return r.view.getUint32(r.pos - 4, r.littleEndian);
}

/** The size in front of a framed message, held against the bytes at hand; returns where the message ends. */
export function readFrame(r: Reader): number {
  const start = r.pos;
  const size = readWord(r);
  if (size > r.maxSize) throw tooLarge(r, size, { pos: start });
  demand(r, size, start);
  r.framed = true;
  r.end = r.pos + size;
  return r.end;
}

/** So many bytes must be left; the error is at `pos`. */
function demand(r: Reader, size: number, pos = r.pos): void {
  const left = r.bytes.length - r.pos;
  if (size > left) {
    r.lack = size - left;
    throw readError(r, "truncated", "the bytes end too early", {
      pos,
      expected: `${size} more bytes`,
      found: `${left}`,
    });
  }
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
export function readFraming(r: Reader, d: ImageDescriptor, { version, tolerate }: ReadOptions = {}): Framing {
  const known = [d.magic, d.head, ...(d.foreignHeads ?? [])];
  let head = readWord(r);
  const turned = r.view.getUint32(r.pos - 4, false);
  if (!known.includes(head) && known.includes(turned)) {
    r.littleEndian = false;
    head = turned;
  }
  const hasHead = known.indexOf(head) > 0;
  const magic = hasHead ? readWord(r) : head;
  if (magic !== d.magic) throw wrongWord(r, "bad-magic", "not this image's magic", d.magic, magic, r.pos - 4, d);
  const own = hasHead ? "v1.1" : "v1.0";
  // The other kind's head, which an unreleased version of the format once wrote, is wrong in every version.
  const wanted = hasHead && head !== d.head ? own : (version ?? own);
  const expected = wanted === "v1.1" ? (d.head ?? d.magic) : d.magic;
  if (head !== expected) {
    const code = expected === d.magic ? "unexpected-head" : hasHead ? "swapped-head" : "missing-head";
    const what = wanted === own ? `not this image's head${ofKind(d, head)}` : `the inventory says ${wanted}`;
    pass(wrongWord(r, code, what, expected, head, 0, d), tolerate);
  }
  return { ...(d.head !== undefined && { version: own }), byteOrder: r.littleEndian ? "little" : "big" };
}

/** Tells of a problem where the caller lets problems pass; else throws it. */
export function pass(problem: unknown, tolerate: ReadOptions["tolerate"]): void {
  if (tolerate === undefined) throw problem;
  tolerate(problem as ImageError);
}

function wrongWord(
  r: Reader,
  code: ImageErrorCode,
  what: string,
  expected: number | undefined,
  found: number,
  pos: number,
  d: ImageDescriptor,
): ImageError {
  return readError(r, code, what, { pos, expected: wordText(d, expected ?? 0), found: wordText(d, found) });
}

/** The name of a head that the table knows. */
export function headName(d: ImageDescriptor, word: number): string | undefined {
  const heads = d.head === undefined ? [] : [d.head];
  const at = [...heads, ...(d.foreignHeads ?? [])].indexOf(word);
  return at < 0 ? undefined : d.headNames?.[at];
}

/** A word as an error shows it: a head with its name in CRIU's source, a magic with that of its image. */
export function wordText(d: ImageDescriptor, word: number): string {
  const name = word === d.magic ? d.image : headName(d, word);
  if (name === undefined) return hex32(word);
  return `${hex32(word)} (${word === d.magic ? name : `IMG_${name.toUpperCase()}`})`;
}

function ofKind(d: ImageDescriptor, word: number): string {
  const name = headName(d, word);
  return name === undefined ? "" : `, but a ${name} file's`;
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
