// Copied by critgen 0.1.0 from its runtime: do not edit.

import { isBytes, isObject, shown } from "./checks.ts";
import { ImageError, type ImageErrorCode } from "./errors.ts";
import { LOW, MAX_DEPTH, pathText, type Reader, readError } from "./reader.ts";
import { encodeUtf8, putAscii, utf8Length } from "./utf8.ts";

/** Growing bytes, the position of the next one, and the context of errors. */
export interface Writer {
  bytes: Uint8Array;
  pos: number;
  readonly littleEndian: boolean;
  readonly image: string;
  /** Limit of nested messages. */
  readonly maxDepth: number;
  /** Index of the current entry; -1 before the first. */
  entry: number;
  /** Path to the current message, as pairs of a field name and an index (-1 for none). */
  readonly path: (string | number)[];
  /** Reader of the JSON that is converted into this image: errors have its place. */
  source: Reader | undefined;
  /** Counts of integers beyond 2^53 in that JSON, if they are counted. */
  large: LargeNumbers | undefined;
  /** Numbers of the fields so far in the messages of that JSON that are open, those of the innermost last. */
  readonly numbers: number[];
  /** Number of these that are valid. */
  top: number;
}

/** Integers beyond 2^53 in a JSON text: those written as programs write a double, and all others. */
export interface LargeNumbers {
  rounded: number;
  exact: number;
}

const unsigned: BigUint64Array = /* @__PURE__ */ new BigUint64Array(1);
const halves: Uint32Array = /* @__PURE__ */ new Uint32Array(unsigned.buffer);

const UINT64 = "an unsigned 64-bit bigint";
const MAX_UINT64 = 0xffff_ffff_ffff_ffffn;

/** One instance that is never collected, as with readers: see reader.ts. */
const kept: Writer[] = [];

/** Memory of the last writer, for the next: allocating it takes longer than writing an image. */
let spare: Uint8Array | undefined;

/**
 * The same beyond `SPARE`, until the next collection. V8 collects the whole heap after some 64 MiB of such memory, and
 * that takes as long as writing if the heap has a million entries.
 */
let large: WeakRef<Uint8Array> | undefined;

/** Largest memory that is kept for the next writer for good, in bytes. */
const SPARE = 1 << 20;

export function createWriter(image: string, littleEndian = true, maxDepth: number = MAX_DEPTH): Writer {
  kept[0] ??= blank(image, littleEndian, maxDepth);
  return blank(image, littleEndian, maxDepth);
}

function blank(image: string, littleEndian: boolean, maxDepth: number): Writer {
  const bytes = large?.deref() ?? spare ?? new Uint8Array(1024);
  if (bytes === spare) spare = undefined;
  large = undefined;
  return {
    bytes,
    pos: 0,
    littleEndian,
    image,
    maxDepth,
    entry: -1,
    path: [],
    source: undefined,
    large: undefined,
    numbers: [],
    top: 0,
  };
}

/** Returns a copy of the written bytes; the next writer reuses the memory. */
export function finish(w: Writer): Uint8Array {
  if (w.bytes.length <= SPARE) spare = w.bytes;
  else large = new WeakRef(w.bytes);
  return w.bytes.slice(0, w.pos);
}

/** Reserves room for `size` more bytes. */
export function reserve(w: Writer, size: number): void {
  if (w.bytes.length - w.pos >= size) return;
  const wider = new Uint8Array(Math.max(2 * w.bytes.length, w.pos + size));
  wider.set(w.bytes.subarray(0, w.pos));
  w.bytes = wider;
}

/** Creates the error for a value that cannot be written. */
export function writeError(
  w: Writer,
  code: ImageErrorCode,
  what: string,
  { field, ...versus }: { field?: string; expected?: string; found?: string } = {},
): ImageError {
  if (w.source !== undefined) return readError(w.source, code, what, { field, ...versus });
  return new ImageError(code, what, {
    image: w.image,
    entry: w.entry < 0 ? undefined : w.entry,
    path: pathText(w.path, field),
    ...versus,
  });
}

/** Creates the error for a value that its field cannot hold, or for a required one that is absent. */
export function badValue(w: Writer, field: string, expected: string, value: unknown): ImageError {
  if (value === undefined) return writeError(w, "missing-field", "a required field is missing", { field });
  return writeError(w, "bad-value", "the field cannot hold this", { field, expected, found: shown(value) });
}

/** Writes a varint of up to 32 bits at `at` and returns the position after it; the room is reserved. */
function varint(bytes: Uint8Array, at: number, value: number): number {
  let pos = at;
  let rest = value >>> 0;
  while (rest > 0x7f) {
    bytes[pos++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  bytes[pos++] = rest;
  return pos;
}

/** Writes a varint of 64 bits, in two unsigned halves. */
function varint64(bytes: Uint8Array, at: number, low: number, high: number): number {
  if (high === 0) return varint(bytes, at, low);
  bytes[at] = (low & 0x7f) | 0x80;
  bytes[at + 1] = ((low >>> 7) & 0x7f) | 0x80;
  bytes[at + 2] = ((low >>> 14) & 0x7f) | 0x80;
  bytes[at + 3] = ((low >>> 21) & 0x7f) | 0x80;
  const rest = (low >>> 28) | (high << 4);
  if (high < 0x1000_0000) return varint(bytes, at + 4, rest);
  bytes[at + 4] = (rest & 0x7f) | 0x80;
  return varint(bytes, at + 5, high >>> 3);
}

/** Writes an unsigned varint of up to 32 bits: a tag or a length. */
export function putVarint(w: Writer, value: number): void {
  reserve(w, 5);
  w.pos = varint(w.bytes, w.pos, value);
}

/** Writes a tag, unless it is 0, and a varint of 64 bits in two unsigned halves. */
export function putHalves(w: Writer, tag: number, low: number, high: number): void {
  reserve(w, 15);
  w.pos = varint64(w.bytes, tag === 0 ? w.pos : varint(w.bytes, w.pos, tag), low, high);
}

/**
 * Writes a tag, unless it is 0, and a varint of 32 bits. Most have one byte, which is written without a call for speed.
 */
function putTagged(w: Writer, tag: number, value: number): void {
  reserve(w, 10);
  const { bytes } = w;
  let { pos } = w;
  if (tag > 0x7f) pos = varint(bytes, pos, tag);
  else if (tag > 0) bytes[pos++] = tag;
  if (value >>> 0 > 0x7f) pos = varint(bytes, pos, value);
  else bytes[pos++] = value;
  w.pos = pos;
}

/** Writes a tag, unless it is 0, and a varint of 64 bits, faster if it has 32 bits. */
function putLong(w: Writer, tag: number, low: number, high: number): void {
  if (high === 0) putTagged(w, tag, low);
  else putHalves(w, tag, low, high);
}

function checkUint32(w: Writer, field: string, value: number): void {
  if (typeof value !== "number" || value >>> 0 !== value) {
    throw badValue(w, field, `a whole number from 0 to ${0xffffffff}`, value);
  }
}

function checkInt32(w: Writer, field: string, value: number): void {
  if (typeof value !== "number" || (value | 0) !== value) {
    throw badValue(w, field, `a whole number from ${-0x80000000} to ${0x7fffffff}`, value);
  }
}

// These leave the value in `halves`. Engines compare 63-bit numbers without allocating a bigint; if longer ones reached
// the same comparison, they would allocate one each time.

function takeUint64(w: Writer, field: string, value: bigint): void {
  if (typeof value !== "bigint") throw badValue(w, field, UINT64, value);
  unsigned[0] = value;
  const short = (halves[1 - LOW] ?? 0) < 0x8000_0000;
  const held = short ? BigInt.asIntN(64, value) === value : value >= 0n && value <= MAX_UINT64;
  if (!held) throw badValue(w, field, UINT64, value);
}

function takeInt64(w: Writer, field: string, value: bigint): void {
  if (typeof value !== "bigint" || BigInt.asIntN(64, value) !== value) {
    throw badValue(w, field, "a signed 64-bit bigint", value);
  }
  unsigned[0] = value;
}

// Each of these writes a tag and a value. Tag 0 writes the value alone, as an element of a packed list.

export function writeUint32(w: Writer, tag: number, value: number, field: string): void {
  checkUint32(w, field, value);
  putTagged(w, tag, value);
}

/** Writes an int32; a negative number takes ten bytes, as if it had 64 bits. */
export function writeInt32(w: Writer, tag: number, value: number, field: string): void {
  checkInt32(w, field, value);
  if (value < 0) putHalves(w, tag, value >>> 0, 0xffffffff);
  else putTagged(w, tag, value);
}

export function writeSint32(w: Writer, tag: number, value: number, field: string): void {
  checkInt32(w, field, value);
  putTagged(w, tag, (value << 1) ^ (value >> 31));
}

export function writeBool(w: Writer, tag: number, value: boolean, field: string): void {
  if (typeof value !== "boolean") throw badValue(w, field, "true or false", value);
  putTagged(w, tag, value ? 1 : 0);
}

export function writeUint64(w: Writer, tag: number, value: bigint, field: string): void {
  takeUint64(w, field, value);
  putLong(w, tag, halves[LOW] ?? 0, halves[1 - LOW] ?? 0);
}

export function writeInt64(w: Writer, tag: number, value: bigint, field: string): void {
  takeInt64(w, field, value);
  putLong(w, tag, halves[LOW] ?? 0, halves[1 - LOW] ?? 0);
}

export function writeSint64(w: Writer, tag: number, value: bigint, field: string): void {
  takeInt64(w, field, value);
  const low = halves[LOW] ?? 0;
  const high = halves[1 - LOW] ?? 0;
  const sign = high >> 31;
  putLong(w, tag, ((low << 1) ^ sign) >>> 0, (((high << 1) | (low >>> 31)) ^ sign) >>> 0);
}

/** Writes the tag of a fixed-width number, reserves room for the number and returns a view of it. */
function fixed(w: Writer, tag: number, size: number): DataView {
  if (tag > 0) putVarint(w, tag);
  reserve(w, size);
  w.pos += size;
  return new DataView(w.bytes.buffer, w.pos - size, size);
}

export function writeFixed32(w: Writer, tag: number, value: number, field: string): void {
  checkUint32(w, field, value);
  fixed(w, tag, 4).setUint32(0, value, true);
}

export function writeSfixed32(w: Writer, tag: number, value: number, field: string): void {
  checkInt32(w, field, value);
  fixed(w, tag, 4).setInt32(0, value, true);
}

export function writeFloat(w: Writer, tag: number, value: number, field: string): void {
  if (typeof value !== "number") throw badValue(w, field, "a number", value);
  fixed(w, tag, 4).setFloat32(0, value, true);
}

export function writeFixed64(w: Writer, tag: number, value: bigint, field: string): void {
  takeUint64(w, field, value);
  fixed(w, tag, 8).setBigUint64(0, value, true);
}

export function writeSfixed64(w: Writer, tag: number, value: bigint, field: string): void {
  takeInt64(w, field, value);
  fixed(w, tag, 8).setBigInt64(0, value, true);
}

export function writeDouble(w: Writer, tag: number, value: number, field: string): void {
  if (typeof value !== "number") throw badValue(w, field, "a number", value);
  fixed(w, tag, 8).setFloat64(0, value, true);
}

export function writeString(w: Writer, tag: number, value: string, field: string): void {
  if (typeof value !== "string") throw badValue(w, field, "a string", value);
  const start = w.pos;
  beginText(w, tag, value.length);
  if (putAscii(value, w.bytes, w.pos)) {
    w.pos += value.length;
    return;
  }
  const size = utf8Length(value);
  if (size < 0) throw badValue(w, field, "text without lone surrogates (other than U+DC80 to U+DCFF)", value);
  w.pos = start;
  beginText(w, tag, size);
  w.pos = encodeUtf8(value, w.bytes, w.pos);
}

/** Writes a tag and a length, and reserves as many bytes. */
function beginText(w: Writer, tag: number, size: number): void {
  putTagged(w, tag, size);
  reserve(w, size);
}

export function writeBytes(w: Writer, tag: number, value: Uint8Array, field: string): void {
  if (!isBytes(value)) throw badValue(w, field, "a Uint8Array", value);
  putTagged(w, tag, value.length);
  putBytes(w, value);
}

/** Writes bytes as they are. */
export function putBytes(w: Writer, value: Uint8Array): void {
  reserve(w, value.length);
  w.bytes.set(value, w.pos);
  w.pos += value.length;
}

/** Checks that the value of a repeated field is an array. */
export function elements<T>(w: Writer, values: readonly T[], field: string): readonly T[] {
  if (!Array.isArray(values)) throw badValue(w, field, "an array", values);
  return values;
}

/** Writes a nested message by `write`; `index` is its position in a repeated field. */
export function writeMessage<T extends object>(
  w: Writer,
  tag: number,
  message: T,
  field: string,
  write: (w: Writer, message: T) => void,
  index = -1,
): void {
  const start = begin(w, tag, field, index);
  write(w, message);
  end(w, start);
}

/**
 * Refuses anything but an object as the message at `w.path`. Generated writers call this only if `constructor` is not
 * `Object`: they see few hidden classes of objects, so that the lookup is fast there.
 *
 * @throws {ImageError} `bad-value`; `missing-field` if there is none
 */
export function checkMessage(w: Writer, message: unknown): void {
  if (isObject(message)) return;
  const [field, index] = w.path.splice(-2) as [string?, number?];
  if (field === undefined) throw badValue(w, w.entry < 0 ? "message" : "entries", "an object", message);
  throw badValue(w, pathText([field, index ?? -1]), "an object", message);
}

/** Refuses anything but an object; arrays, byte arrays and maps would lose their content. */
export function checkObject(w: Writer, message: unknown, field: string): void {
  if (!isObject(message)) throw badValue(w, field, "an object", message);
}

/** Begins a nested message: writes its tag, and reserves a length of one byte. `end` takes the returned position. */
export function begin(w: Writer, tag: number, field: string, index = -1): number {
  if (w.path.length >= 2 * w.maxDepth) {
    const details = { field: pathText([field, index]), expected: `at most ${w.maxDepth} levels` };
    throw writeError(w, "too-deep", "the messages nest too deep", details);
  }
  w.path.push(field, index);
  putVarint(w, tag);
  return beginSized(w);
}

/** Ends the nested message that began at `start`. */
export function end(w: Writer, start: number): void {
  endSized(w, start);
  // Two calls of `pop` are faster than setting `length`.
  w.path.pop();
  w.path.pop();
}

/** Checks that at most one field of a oneof is present. */
export function atMostOne(w: Writer, oneof: string, fields: readonly unknown[]): void {
  const present = fields.filter((field) => field !== undefined).length;
  if (present <= 1) return;
  throw writeError(w, "bad-value", "at most one field may be present", { field: oneof, found: `${present}` });
}

/** Writes the messages of a repeated field. */
export function writeMessages<T extends object>(
  w: Writer,
  tag: number,
  messages: readonly T[],
  field: string,
  write: (w: Writer, message: T) => void,
): void {
  let index = 0;
  for (const message of elements(w, messages, field)) writeMessage(w, tag, message, field, write, index++);
}

/** Writes a tag and the size of what `write` writes; writes nothing if that is nothing. */
export function writeList(w: Writer, tag: number, write: () => void): void {
  const begun = w.pos;
  putVarint(w, tag);
  const start = beginSized(w);
  write();
  if (w.pos === start) w.pos = begun;
  else endSized(w, start);
}

/** Writes the elements of a packed list; writes nothing if it is empty. */
export function writePacked<T>(
  w: Writer,
  tag: number,
  values: readonly T[],
  field: string,
  write: (w: Writer, tag: number, value: T, field: string) => void,
): void {
  if (elements(w, values, field).length === 0) return;
  putVarint(w, tag);
  const start = beginSized(w);
  for (const value of values) write(w, 0, value, field);
  endSized(w, start);
}

/** Reserves a length of one byte, and returns the position after it. */
export function beginSized(w: Writer): number {
  reserve(w, 1);
  return ++w.pos;
}

/** Writes the length before `start`; moves the content if the length takes more than one byte. */
export function endSized(w: Writer, start: number): void {
  const size = w.pos - start;
  if (size < 0x80) {
    w.bytes[start - 1] = size;
    return;
  }
  let wider = 0;
  for (let rest = size >>> 7; rest > 0; rest >>>= 7) wider++;
  reserve(w, wider);
  if (wider > 0) w.bytes.copyWithin(start + wider, start, w.pos);
  w.pos = start - 1;
  putVarint(w, size);
  w.pos = start + wider + size;
}
