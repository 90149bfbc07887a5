import { hex32, type ImageError, type ImageErrorCode } from "../wire/errors.ts";
import type { Limits } from "../wire/limits.ts";
import { type Reader, readError, tooLarge, truncated } from "../wire/reader.ts";
import { reserve, type Writer } from "../wire/writer.ts";
import type { ByteOrder, ImageDescriptor, Version } from "./descriptor.ts";

/** Options of reading. */
export interface ReadOptions extends Limits {
  /** Version that the image must have, from its inventory; any by default. */
  readonly version?: Version;
  /**
   * Makes reading lenient: each problem that reading can survive (a wrong or missing head, an image that ends inside an
   * entry) is passed to this function, and reading goes on. Without it, the problem is thrown.
   */
  readonly tolerate?: (problem: ImageError) => void;
}

/** Framing of an image. */
export interface Framing {
  version?: Version;
  byteOrder: ByteOrder;
}

/**
 * Reads a u32 in the byte order of the image.
 *
 * @throws {ImageError} `truncated`
 */
export function readWord(r: Reader): number {
  demand(r, 4);
  r.pos += 4;
  return r.view.getUint32(r.pos - 4, r.littleEndian);
}

/**
 * Reads the size of a frame, checks it against the limit and the remaining bytes, and returns the end of the message.
 *
 * @throws {ImageError} `truncated`, `too-large`
 */
export function readFrame(r: Reader): number {
  const start = r.pos;
  const size = readWord(r);
  if (size > r.maxSize) throw tooLarge(r, size, { pos: start });
  demand(r, size, start);
  r.framed = true;
  r.end = r.pos + size;
  return r.end;
}

/** Checks that at least `size` bytes are left; the error is reported at `pos`. */
function demand(r: Reader, size: number, pos = r.pos): void {
  const left = r.bytes.length - r.pos;
  r.framed = false;
  r.lack = size - left;
  if (r.lack > 0) throw truncated(r, { pos, expected: `${size} more bytes`, found: `${left}` });
}

/** Begins a frame: reserves its u32 size. `endFrame` takes the returned start of the message. */
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
 * Reads the head and the magic; detects byte order and version.
 *
 * @throws {ImageError} `truncated`, `bad-magic`; without `tolerate` also `swapped-head`, `missing-head`,
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
  // A foreign head is wrong in every version; an unreleased version of the format once wrote it.
  const wanted = hasHead && head !== d.head ? own : (version ?? own);
  const expected = wanted === "v1.1" ? (d.head ?? d.magic) : d.magic;
  if (head !== expected) {
    const code = expected === d.magic ? "unexpected-head" : hasHead ? "swapped-head" : "missing-head";
    pass(wrongWord(r, code, `not this image's head in ${wanted}`, expected, head, 0, d), tolerate);
  }
  return { ...(d.head !== undefined && { version: own }), byteOrder: r.littleEndian ? "little" : "big" };
}

/** Passes a problem to `tolerate`, or throws it if there is no such function. */
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

/** Returns the name of a head that the image's row knows. */
export function headName({ head, foreignHeads, headNames }: ImageDescriptor, word: number): string | undefined {
  return headNames?.[[head ?? [], foreignHeads ?? []].flat().indexOf(word)];
}

/** Formats a word for an error: a head with its name in CRIU's source, a magic with the name of its image. */
export function wordText(d: ImageDescriptor, word: number): string {
  const head = headName(d, word);
  const name = word === d.magic ? d.image : head && `IMG_${head.toUpperCase()}`;
  return hex32(word) + (name === undefined ? "" : ` (${name})`);
}

/** Reverses the bytes of a 32-bit word. */
export function swap(word: number): number {
  return ((word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24)) >>> 0;
}

/** Writes the head, if the version has one, and the magic. */
export function writeFraming(w: Writer, d: ImageDescriptor, version: Version): void {
  if (d.head !== undefined && version === "v1.1") putWord(w, d.head);
  putWord(w, d.magic ?? 0);
}
