import { checkBytes, checkOptions } from "./checks.ts";
import { ImageError, type ImageErrorCode } from "./errors.ts";
import type { Limits } from "./framing.ts";
import { decodeUtf8 } from "./utf8.ts";

/** Bytes of an image, a position in them, and what an error needs to say where it happened. */
export interface Reader extends Required<Omit<Limits, "maxMemory">> {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Index in `bytes` of what is read next. */
  pos: number;
  /** Index in `bytes` of the end of what is read: a framed message, or all of them. */
  end: number;
  /** The limit on memory, if it does not depend on the bytes, and how much is left of it. */
  readonly maxMemory: number | undefined;
  budget: number;
  /** Whether a framed message is read: then more bytes behind it would not help. */
  framed: boolean;
  /** How many bytes are missing, where that is known; 0 elsewhere. */
  lack: number;
  /** How many bytes of the file came before `bytes`; not 0 only in a stream. */
  base: number;
  littleEndian: boolean;
  readonly image: string;
  /** Index of the entry being read; -1 before the first. */
  entry: number;
  /** Fields that lead to the message being read: name, index (-1 for none), name, index … */
  readonly path: (string | number)[];
}

/** Messages may nest this deep, where nothing else is said. */
export const MAX_DEPTH = 100;

/** Which half of a 64-bit number is the low one in memory; on machines with the other byte order it is 1. */
export const LOW: 0 | 1 = /* @__PURE__ */ new Uint8Array(/* @__PURE__ */ new Uint16Array([1]).buffer)[0] === 1 ? 0 : 1;

// It has a name because bundlers do not drop an unused view of `halves.buffer`: to read a property could do something.
const eight: ArrayBuffer = /* @__PURE__ */ new ArrayBuffer(8);
/** The two halves of the varint that was read last, and the same 64 bits as one number: no arithmetic makes it. */
export const halves: Uint32Array = /* @__PURE__ */ new Uint32Array(eight);
const unsigned: BigUint64Array = /* @__PURE__ */ new BigUint64Array(eight);
const signed: BigInt64Array = /* @__PURE__ */ new BigInt64Array(eight);

/** They are not made anew: a bigint takes 24 bytes, and whoever keeps millions waits for their collection. */
const small: bigint[] = [];

/** One that stays: an engine forgets a shape with the last object that has it, and all code compiled for that. */
const kept: Reader[] = [];

export function createReader(bytes: Uint8Array, image: string, limits?: Limits): Reader {
  checkBytes(image, bytes);
  if (limits !== undefined) checkOptions(image, limits);
  const { maxDepth = MAX_DEPTH, maxSize = Infinity, maxMemory } = limits ?? {};
  // Plain bytes: what is cut out of a Buffer would be a Buffer.
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
    budget: maxMemory ?? memoryFor(byteLength),
  };
}

/** So much memory objects may take if no limit is given: for each byte that is read, and beside that. */
const MEMORY = { each: 25, fixed: 32 * 2 ** 20 } as const;

function memoryFor(size: number): number {
  return MEMORY.fixed + MEMORY.each * size;
}

/** Allows as much memory again: what was read before belongs to the caller. */
export function renewBudget(r: Reader): void {
  r.budget = r.maxMemory ?? memoryFor(r.bytes.length);
}

/** Counts an object of so many bytes that the caller gets. */
export function spend(r: Reader, weight: number): void {
  r.budget -= weight;
  if (r.budget >= 0) return;
  const limit = r.maxMemory ?? memoryFor(r.bytes.length);
  throw readError(r, "too-much", "the objects take more memory than allowed", {
    expected: `at most ${limit} bytes (maxMemory)`,
  });
}

/** What an error of reading says beside what is wrong. */
interface Details {
  readonly field?: string | undefined;
  /** Where it is; the reader's position where it is not said. */
  readonly pos?: number;
  readonly expected?: string;
  readonly found?: string;
}

/** The error for what is wrong at the reader's position. */
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

/** `["a", -1, "b", 3]` and `"c"` as `a.b[3].c`. */
export function pathText(path: readonly (string | number)[], field?: string): string {
  const texts = path
    .concat(field ?? [])
    .map((step) => (typeof step === "string" ? `.${step}` : step < 0 ? "" : `[${step}]`));
  return texts.join("").slice(1);
}

/** The error where the bytes end before what they announce: all of them, or those of a framed message. */
export function truncated(r: Reader, details?: Details): ImageError {
  return r.framed ? overrun(r, details) : readError(r, "truncated", "the bytes end too early", details);
}

function overrun(r: Reader, details?: Details): ImageError {
  return readError(r, "overrun", "a field reaches past the end of its message", details);
}

/** The error for a size beyond the limit: whether so many bytes are there does not matter. */
export function tooLarge(r: Reader, size: number, place: Pick<Details, "field" | "pos">): ImageError {
  return readError(r, "too-large", "larger than allowed", {
    ...place,
    expected: `at most ${r.maxSize} bytes (maxSize)`,
    found: `${size}`,
  });
}

/** Reads a varint into `halves`: four bytes of seven bits, the one that belongs to both, and up to five more. */
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

/** A varint's low 32 bits, unsigned. Most are a byte. */
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

/** Any bit of a varint counts. */
export function readBool(r: Reader, field: string): boolean {
  readHalves(r, field);
  return ((halves[0] ?? 0) | (halves[1] ?? 0)) !== 0;
}

export function readUint64(r: Reader, field: string): bigint {
  readHalves(r, field);
  return halves[1 - LOW] === 0 ? smallOr(unsigned) : (unsigned[0] ?? 0n);
}

/** The number in `halves`, whose upper half is 0. */
function smallOr(view: BigUint64Array | BigInt64Array): bigint {
  const low = halves[LOW] ?? 0;
  if (low > 255) return view[0] ?? 0n;
  small[low] ??= BigInt(low);
  return small[low];
}

export function readInt64(r: Reader, field: string): bigint {
  readHalves(r, field);
  return halves[1 - LOW] === 0 ? smallOr(signed) : (signed[0] ?? 0n);
}

export function readSint64(r: Reader, field: string): bigint {
  readHalves(r, field);
  const low = halves[LOW] ?? 0;
  const high = halves[1 - LOW] ?? 0;
  const sign = -(low & 1);
  halves[LOW] = ((low >>> 1) | (high << 31)) ^ sign;
  halves[1 - LOW] = (high >>> 1) ^ sign;
  return halves[1 - LOW] === 0 ? smallOr(signed) : (signed[0] ?? 0n);
}

/** Moves past `size` bytes and returns where they began. */
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

/** The length in front of a string, bytes, a message or a packed list, held against the bytes at hand. */
function readLength(r: Reader, field: string): number {
  const start = r.pos;
  const length = readUint32(r, field);
  if (length > r.end - r.pos) {
    throw truncated(r, { field, pos: start, expected: `${length} more bytes`, found: `${r.end - r.pos}` });
  }
  return length;
}

/** Bytes of memory that a view takes, with its place in a list. */
const VIEW = 124;

/** Reads bytes, as a view of the input, not a copy. */
export function readBytes(r: Reader, field: string): Uint8Array {
  spend(r, VIEW);
  return viewBytes(r, field);
}

/** The same for bytes that the caller does not get. */
export function viewBytes(r: Reader, field: string): Uint8Array {
  const length = readLength(r, field);
  r.pos += length;
  return r.bytes.subarray(r.pos - length, r.pos);
}

/** The longest text that V8 can hold, in UTF-16 units, of which none takes less than a byte; others hold more. */
export const LONGEST_TEXT = 0x1fff_ffe8;

export function readString(r: Reader, field: string): string {
  const length = readLength(r, field);
  if (length > LONGEST_TEXT) {
    throw readError(r, "too-large", "longer than a text can be", {
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

/** Goes into a nested message and returns where it ends. */
export function enter(r: Reader, field: string, index = -1): number {
  const length = readLength(r, field);
  descend(r, field, index);
  return r.pos + length;
}

/** Goes a level deeper, into the field `field`. `above`: levels of the path that are no messages. */
export function descend(r: Reader, field: string, index = -1, above = 0): void {
  if (r.path.length >= 2 * (r.maxDepth + above)) {
    throw readError(r, "too-deep", "the messages nest too deep", { field, expected: `at most ${r.maxDepth} levels` });
  }
  r.path.push(field, index);
}

/** Comes out of a nested message, which is returned. */
export function leave<T>(r: Reader, message: T): T {
  // Faster than to shorten it by two.
  r.path.pop();
  r.path.pop();
  return message;
}

/** The end of a message, or of a packed list: the last field must have ended right there. */
export function closeAt(r: Reader, end: number, field?: string): void {
  if (r.pos !== end) throw overrun(r, { field, expected: `an end at offset ${r.base + end}` });
}

/** The end of a message of which an object is made that takes so many bytes of memory. */
export function closeMessage(r: Reader, end: number, weight: number): void {
  if (r.pos !== end) closeAt(r, end);
  spend(r, weight);
}

/** A required field that the message does not have. */
export function missing(r: Reader, field: string): ImageError {
  return readError(r, "missing-field", "a required field is not there", { field });
}
