import { checkBytes, checkOptions } from "./checks.ts";
import { ImageError, type ImageErrorCode } from "./errors.ts";
import type { Limits } from "./limits.ts";
import { decodeUtf8 } from "./utf8.ts";

/** The bytes of an image, a position in them, and the context of errors. */
export interface Reader extends Required<Omit<Limits, "maxMemory">> {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Index of the next byte in `bytes`. */
  pos: number;
  /** End of the current framed message, or of all bytes, as an index in `bytes`. */
  end: number;
  /** Limit of memory, if it does not depend on the size of the image, and the bytes that count against it. */
  readonly maxMemory: number | undefined;
  spent: number;
  /** Whether a framed message is being read: then an error is not cured by more bytes. */
  framed: boolean;
  /** Number of missing bytes, if known; else 0. */
  lack: number;
  /** Offset of `bytes` in the file; not 0 only in a stream. */
  base: number;
  littleEndian: boolean;
  readonly image: string;
  /** Index of the current entry; -1 before the first. */
  entry: number;
  /** Path to the current message, as pairs of a field name and an index (-1 for none). */
  readonly path: (string | number)[];
}

/** Default limit of nested messages. */
export const MAX_DEPTH = 100;

/** Index of the low half of a 64-bit integer in memory: 1 on big-endian machines. */
export const LOW: 0 | 1 = /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ new Uint16Array([1]).buffer)[0] === 1 ? 0 : 1;

// A separate variable, because bundlers do not drop an unused view of `halves.buffer`: reading a property may have side
// effects.
const eight: ArrayBuffer = /* @__PURE__ */ new ArrayBuffer(8);
/**
 * The two halves of the last varint; `unsigned` and `signed` view the same 64 bits, so that no arithmetic is needed.
 */
export const halves: Uint32Array = /* @__PURE__ */ new Uint32Array(eight);
const unsigned: BigUint64Array = /* @__PURE__ */ new BigUint64Array(eight);
const signed: BigInt64Array = /* @__PURE__ */ new BigInt64Array(eight);

/** Cache of small bigints: each takes 24 bytes, and millions of them cost time in garbage collection. */
const small: bigint[] = [];

/**
 * One instance that is never collected: an engine discards a hidden class, and the code compiled for it, with its last
 * object.
 */
const kept: Reader[] = [];

export function createReader(bytes: Uint8Array, image: string, limits?: Limits): Reader {
  checkBytes(image, bytes);
  if (limits !== undefined) checkOptions(image, limits);
  const { maxDepth = MAX_DEPTH, maxSize = Infinity, maxMemory } = limits ?? {};
  // A plain Uint8Array, because `subarray` of a Buffer returns a Buffer.
  const { buffer, byteOffset, byteLength } = bytes;
  if (byteLength > 0) kept[0] ??= createReader(new Uint8Array(), image);
  return {
    bytes: new Uint8Array(buffer, byteOffset, byteLength),
    view: new DataView(buffer, byteOffset, byteLength),
    pos: 0,
    end: byteLength,
    framed: false,
    lack: 0,
    base: 0,
    littleEndian: true,
    image,
    entry: -1,
    path: [],
    maxDepth,
    maxSize,
    maxMemory,
    spent: 0,
  };
}

/** Renews the budget: objects read before belong to the caller. */
export function renewBudget(r: Reader): void {
  r.spent = 0;
}

/**
 * Counts an object of `weight` bytes against the limit of memory: by default 32 MiB, and 25 bytes for each byte of the
 * image.
 *
 * @throws {ImageError} `too-much`
 */
export function spend(r: Reader, weight: number): void {
  r.spent += weight;
  const limit = r.maxMemory ?? 32 * 2 ** 20 + 25 * r.bytes.length;
  if (r.spent > limit) {
    throw readError(r, "too-much", "the objects take more memory than allowed", {
      expected: `at most ${limit} bytes (maxMemory)`,
    });
  }
}

/** Details of an error of reading. */
interface Details {
  readonly field?: string | undefined;
  /** Position of the error; by default that of the reader. */
  readonly pos?: number;
  readonly expected?: string;
  readonly found?: string;
}

/** Creates an error at the reader's position. */
export function readError(
  r: Reader,
  code: ImageErrorCode,
  what: string,
  { field, pos = r.pos, ...versus }: Details = {},
): ImageError {
  return new ImageError(code, what, {
    image: r.image,
    entry: r.entry < 0 ? undefined : r.entry,
    offset: r.base + pos,
    path: pathText(r.path, field),
    ...versus,
  });
}

/** Formats `["a", -1, "b", 3]` and `"c"` as `a.b[3].c`. */
export function pathText(path: readonly (string | number)[], field?: string): string {
  const texts = path
    .concat(field ?? [])
    .map((step) => (typeof step === "string" ? `.${step}` : step < 0 ? "" : `[${step}]`));
  return texts.join("").slice(1);
}

/** Creates the error for missing bytes: `overrun` inside of a framed message, else `truncated`. */
export function truncated(r: Reader, details?: Details): ImageError {
  return r.framed ? overrun(r, details) : readError(r, "truncated", "the bytes end too early", details);
}

function overrun(r: Reader, details?: Details): ImageError {
  return readError(r, "overrun", "a field reaches past the end of its message", details);
}

/** Creates the error for a size beyond the limit, whether or not so many bytes are there. */
export function tooLarge(r: Reader, size: number, place: Pick<Details, "field" | "pos">): ImageError {
  return readError(r, "too-large", "larger than allowed", {
    ...place,
    expected: `at most ${r.maxSize} bytes (maxSize)`,
    found: `${size}`,
  });
}

/** Reads a varint into `halves`: four bytes for the low word, one for both words, and up to five for the high word. */
export function readHalves(r: Reader, field?: string): void {
  const { bytes } = r;
  let { pos } = r;
  let byte = 0x80;
  let low = 0;
  let high = 0;
  for (let shift = 0; byte > 0x7f && shift < 28; shift += 7) {
    byte = bytes[pos++] ?? 0;
    low |= (byte & 0x7f) << shift;
  }
  if (byte > 0x7f) {
    byte = bytes[pos++] ?? 0;
    low |= byte << 28;
    high = (byte & 0x7f) >> 4;
    for (let shift = 3; byte > 0x7f && shift < 32; shift += 7) {
      byte = bytes[pos++] ?? 0;
      high |= (byte & 0x7f) << shift;
    }
  }
  if (pos > r.end) throw truncated(r, { field });
  if (byte > 0x7f) throw readError(r, "bad-varint", "the number has more than 10 bytes", { field });
  r.pos = pos;
  halves[LOW] = low;
  halves[1 - LOW] = high;
}

/** Reads the low 32 bits of a varint, unsigned. Most varints have one byte. */
export function readUint32(r: Reader, field?: string): number {
  const byte = r.bytes[r.pos] ?? 0;
  if (byte < 0x80 && r.pos < r.end) {
    r.pos++;
    return byte;
  }
  readHalves(r, field);
  return halves[LOW] ?? 0;
}

export function readInt32(r: Reader, field: string): number {
  return readUint32(r, field) | 0;
}

export function readSint32(r: Reader, field: string): number {
  const n = readUint32(r, field);
  return (n >>> 1) ^ -(n & 1);
}

/** Reads a boolean: any bit of the varint makes it true. */
export function readBool(r: Reader, field: string): boolean {
  readHalves(r, field);
  return ((halves[0] ?? 0) | (halves[1] ?? 0)) !== 0;
}

export function readUint64(r: Reader, field: string): bigint {
  readHalves(r, field);
  return halves[1 - LOW] === 0 ? lowHalf() : (unsigned[0] ?? 0n);
}

/** Returns the number in `halves`, if its upper half is 0: both views then show the same, and one load is enough. */
function lowHalf(): bigint {
  const low = halves[LOW] ?? 0;
  if (low > 255) return unsigned[0] ?? 0n;
  small[low] ??= BigInt(low);
  return small[low];
}

export function readInt64(r: Reader, field: string): bigint {
  readHalves(r, field);
  return halves[1 - LOW] === 0 ? lowHalf() : (signed[0] ?? 0n);
}

export function readSint64(r: Reader, field: string): bigint {
  readHalves(r, field);
  const low = halves[LOW] ?? 0;
  const high = halves[1 - LOW] ?? 0;
  const sign = -(low & 1);
  halves[LOW] = ((low >>> 1) | (high << 31)) ^ sign;
  halves[1 - LOW] = (high >>> 1) ^ sign;
  return halves[1 - LOW] === 0 ? lowHalf() : (signed[0] ?? 0n);
}

/** Skips `size` bytes and returns their position. */
function take(r: Reader, size: number, field: string): number {
  const start = r.pos;
  if (size > r.end - start) throw truncated(r, { field });
  r.pos = start + size;
  return start;
}

// Protobuf's fixed-width numbers are little-endian in every image, whatever its framing is.

export function readFixed32(r: Reader, field: string): number {
  return r.view.getUint32(take(r, 4, field), true);
}

export function readSfixed32(r: Reader, field: string): number {
  return r.view.getInt32(take(r, 4, field), true);
}

export function readFloat(r: Reader, field: string): number {
  return r.view.getFloat32(take(r, 4, field), true);
}

export function readFixed64(r: Reader, field: string): bigint {
  return r.view.getBigUint64(take(r, 8, field), true);
}

export function readSfixed64(r: Reader, field: string): bigint {
  return r.view.getBigInt64(take(r, 8, field), true);
}

export function readDouble(r: Reader, field: string): number {
  return r.view.getFloat64(take(r, 8, field), true);
}

/** Reads the length of a string, bytes, a message or a packed list, and checks it against the remaining bytes. */
function readLength(r: Reader, field: string): number {
  const start = r.pos;
  const length = readUint32(r, field);
  if (length > r.end - r.pos) {
    throw truncated(r, { field, pos: start, expected: `${length} more bytes`, found: `${r.end - r.pos}` });
  }
  return length;
}

/** Bytes of memory for a view and its reference in a list. */
const VIEW = 124;

/** Reads bytes as a view of the input. */
export function readBytes(r: Reader, field: string): Uint8Array {
  spend(r, VIEW);
  return viewBytes(r, field);
}

/** Reads bytes that are not returned to the caller, so that the budget is not charged. */
export function viewBytes(r: Reader, field: string): Uint8Array {
  const length = readLength(r, field);
  r.pos += length;
  return r.bytes.subarray(r.pos - length, r.pos);
}

/** Longest string of V8, in UTF-16 units; each comes from at least one byte. Other engines hold longer ones. */
export const LONGEST_TEXT = 0x1fff_ffe8;

export function readString(r: Reader, field: string): string {
  const length = readLength(r, field);
  if (length > LONGEST_TEXT) {
    throw readError(r, "too-large", "too long for a string", {
      field,
      expected: `at most ${LONGEST_TEXT} bytes`,
      found: `${length}`,
    });
  }
  r.pos += length;
  return decodeUtf8(r.bytes, r.pos - length, r.pos);
}

/** Reads the elements of a packed list. */
export function readPacked<T>(r: Reader, field: string, into: T[], read: (r: Reader, field: string) => T): void {
  const length = readLength(r, field);
  const end = r.pos + length;
  while (r.pos < end) into.push(read(r, field));
  closeAt(r, end, field);
}

/** Enters a nested message and returns its end. */
export function enter(r: Reader, field: string, index = -1): number {
  const length = readLength(r, field);
  descend(r, field, index);
  return r.pos + length;
}

/**
 * Descends into the field `field`; `above` is the number of path levels that are no messages.
 *
 * @throws {ImageError} `too-deep`
 */
export function descend(r: Reader, field: string, index = -1, above = 0): void {
  if (r.path.length >= 2 * (r.maxDepth + above)) {
    const details = { field: pathText([field, index]), expected: `at most ${r.maxDepth} levels` };
    throw readError(r, "too-deep", "the messages nest too deep", details);
  }
  r.path.push(field, index);
}

/** Leaves a nested message, and returns `message`. */
export function leave<T>(r: Reader, message: T): T {
  // Two calls of `pop` are faster than setting `length`.
  r.path.pop();
  r.path.pop();
  return message;
}

/** Checks that the last field of a message, or element of a packed list, ended at `end`. */
export function closeAt(r: Reader, end: number, field?: string): void {
  if (r.pos !== end) throw overrun(r, { field, expected: `an end at offset ${r.base + end}` });
}

/** Ends a message whose object takes `weight` bytes of memory. */
export function closeMessage(r: Reader, end: number, weight: number): void {
  if (r.pos !== end) closeAt(r, end);
  spend(r, weight);
}

/** Bytes of memory that V8 allocates with the first element of a list: room for 17 elements. */
const ROOM = 152;

/** Charges the room of a list's elements to the budget. */
export function spendRoom(r: Reader, list: readonly unknown[]): void {
  if (list.length > 0) spend(r, ROOM);
}

/** Creates the error for an absent required field. */
export function missing(r: Reader, field: string): ImageError {
  return readError(r, "missing-field", "a required field is missing", { field });
}
