// Copied by critgen 0.1.0 from its runtime: do not edit.

import { isBytes } from "../wire/checks.ts";
import { type Reader, readError, tooLarge } from "../wire/reader.ts";
import { badValue, elements, putBytes, reserve, type Writer, writeError } from "../wire/writer.ts";
import type { Padded } from "./descriptor.ts";
import { beginFrame, endFrame, readFrame } from "./framing.ts";

/*
 * Parts of extras: bytes, integers and framed messages after a message that gives their number.
 * `length` is always the value of that message's length field, `field`.
 */

/** Pads of an extra, as they are read or written; each part is padded to a multiple of some bytes. */
export interface Pads {
  /** Pads that are not all zeros, or the ones to write in place of zeros. */
  bytes: Uint8Array | undefined;
  /** Size of all pads so far, in bytes. */
  size: number;
}

export function noPads(): Pads {
  return { bytes: undefined, size: 0 };
}

/** Returns the size of the pad after a part of `size` bytes. */
export function paddingAfter(size: number, pad = 1): number {
  return (pad - (size % pad)) % pad;
}

/**
 * Moves past a part of `size` bytes and its pad; returns a view of the part.
 *
 * @throws {ImageError} `bad-length`, `too-large`, `truncated`
 */
export function takeRun(r: Reader, size: number, field: string, pad = 1, pads: Pads = noPads()): DataView {
  const padding = paddingAfter(size, pad);
  const start = r.pos;
  const left = r.bytes.length - start;
  if (size < 0) throw readError(r, "bad-length", "a length is negative", { field, found: `${size}` });
  if (size > r.maxSize) throw tooLarge(r, size, { field });
  if (size + padding > left) {
    r.lack = size + padding - left;
    const details = { field, expected: `${size + padding} bytes`, found: `${left}` };
    throw readError(r, "truncated", "the image ends inside an extra", details);
  }
  r.pos = start + size + padding;
  if (padding > 0) addPadding(pads, r.bytes.subarray(start + size, r.pos));
  return new DataView(r.bytes.buffer, r.bytes.byteOffset + start, size);
}

function addPadding(pads: Pads, bytes: Uint8Array): void {
  const size = pads.size + bytes.length;
  if (pads.bytes !== undefined || bytes.some((byte) => byte !== 0)) {
    const wider = new Uint8Array(size);
    wider.set(pads.bytes ?? []);
    wider.set(bytes, pads.size);
    pads.bytes = wider;
  }
  pads.size = size;
}

/** Reads bytes as a view of the input. */
export function readRun(r: Reader, length: number | bigint, field: string, pad?: number, pads?: Pads): Uint8Array {
  const view = takeRun(r, Number(length), field, pad, pads);
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

/** Length field, padding and pads of a part that is read. */
type ReadPlace = readonly [field: string, pad?: number, pads?: Pads];

/** Reads 16-bit integers in the byte order of the image. */
export function readUint16s(r: Reader, length: number | bigint, ...place: ReadPlace): number[] {
  return readIntegers(r, length, place, 2, (view, pos) => view.getUint16(pos, r.littleEndian));
}

/** Reads 32-bit integers in the byte order of the image. */
export function readUint32s(r: Reader, length: number | bigint, ...place: ReadPlace): number[] {
  return readIntegers(r, length, place, 4, (view, pos) => view.getUint32(pos, r.littleEndian));
}

/** Reads 64-bit integers in the byte order of the image. */
export function readUint64s(r: Reader, length: number | bigint, ...place: ReadPlace): bigint[] {
  return readIntegers(r, length, place, 8, (view, pos) => view.getBigUint64(pos, r.littleEndian));
}

function readIntegers<T>(
  r: Reader,
  length: number | bigint,
  [field, pad, pads]: ReadPlace,
  size: 2 | 4 | 8,
  get: (view: DataView, pos: number) => T,
): T[] {
  const view = takeRun(r, size * Number(length), field, pad, pads);
  const values: T[] = [];
  for (let pos = 0; pos < view.byteLength; pos += size) values.push(get(view, pos));
  return values;
}

/** Reads framed messages, each with its extra, by `read`. */
export function readMany<T>(
  r: Reader,
  count: number | bigint,
  field: string,
  read: (r: Reader, end: number) => T,
): T[] {
  const messages: T[] = [];
  for (let i = 0; i < countOf(r, count, field); i++) {
    r.path.push(field, i);
    messages.push(read(r, readFrame(r)));
    r.path.length -= 2;
  }
  return messages;
}

/** Checks the number of messages in a part. */
export function countOf(r: Reader, count: number | bigint, field: string): number {
  if (count >= 0) return Number(count);
  throw readError(r, "bad-length", "a length is negative", { field, found: `${count}` });
}

/** Stores pads that are not all zeros in the message, so that they are written back. */
export function keepPadding<T extends Padded>(record: T, pads: Pads): T {
  if (pads.bytes !== undefined) record.$padding = pads.bytes;
  return record;
}

/** Checks the length of a part against its length field; neither of them is changed silently. */
function check(w: Writer, count: number | undefined, length: number | bigint, field: string, path: string): void {
  if (count !== undefined && BigInt(count) === BigInt(length)) return;
  throw writeError(w, "bad-length", `the length does not match ${field}`, {
    field: path,
    expected: `${length}`,
    found: count === undefined ? "nothing" : `${count}`,
  });
}

/** Refuses a part whose condition is false. */
export function writeNothing(w: Writer, value: unknown, field: string, path: string): void {
  if (value === undefined) return;
  throw writeError(w, "bad-length", `${field} allows no value here`, {
    field: path,
    expected: "nothing",
    found: "a value",
  });
}

/** Returns the pads to write: those that the message kept, else zeros. */
export function padsOf(w: Writer, { $padding: bytes }: Padded): Pads {
  if (bytes !== undefined && !isBytes(bytes)) throw badValue(w, "$padding", "a Uint8Array", bytes);
  return { bytes, size: 0 };
}

function writePadding(w: Writer, size: number, pad = 1, pads: Pads = noPads()): void {
  const padding = paddingAfter(size, pad);
  putBytes(w, pads.bytes?.subarray(pads.size, pads.size + padding) ?? new Uint8Array(padding));
  pads.size += padding;
}

/** Checks that all kept pads were written. */
export function endPads(w: Writer, pads: Pads): void {
  if (pads.bytes === undefined || pads.bytes.length === pads.size) return;
  throw writeError(w, "bad-length", "$padding has the wrong size; without it, pads are zeros", {
    field: "$padding",
    expected: `${pads.size} bytes`,
    found: `${pads.bytes.length}`,
  });
}

/** Length field, path, padding and pads of a part that is written. */
export type RunPlace = readonly [field: string, path: string, pad?: number, pads?: Pads];

export function writeRun(w: Writer, value: Uint8Array | undefined, length: number | bigint, ...place: RunPlace): void {
  const [field, path, pad, pads] = place;
  if (value !== undefined && !isBytes(value)) throw badValue(w, path, "a Uint8Array", value);
  check(w, value?.length, length, field, path);
  if (value === undefined) return;
  putBytes(w, value);
  writePadding(w, value.length, pad, pads);
}

export function writeUint16s(w: Writer, values: readonly number[] | undefined, ...place: ListPlace): void {
  writeList(w, 2, values, ...place);
}

export function writeUint32s(w: Writer, values: readonly number[] | undefined, ...place: ListPlace): void {
  writeList(w, 4, values, ...place);
}

export function writeUint64s(w: Writer, values: readonly bigint[] | undefined, ...place: ListPlace): void {
  writeList(w, 8, values, ...place);
}

/** Size of an element of an extra, in bytes. */
export const WIDTHS = { bytes: 1, u16: 2, u32: 4, u64: 8 } as const;
type Width = 2 | 4 | 8;
type ListPlace = readonly [length: number | bigint, ...place: RunPlace];

function writeList(
  w: Writer,
  width: Width,
  values: readonly (number | bigint)[] | undefined,
  length: number | bigint,
  ...place: RunPlace
): void {
  const [field, path] = place;
  const list = values === undefined ? undefined : elements(w, values, path);
  check(w, list?.length, length, field, path);
  writeIntegers(w, width, list && (() => putList(w, width, list, path)), length, ...place);
}

function putList(w: Writer, width: Width, list: readonly (number | bigint)[], path: string): void {
  // A fixed length, as checked: the list can grow while it is read.
  const { length } = list;
  reserve(w, width * length);
  for (let index = 0; index < length; index++) {
    const value = list[index];
    if (value === undefined || !fits(value, width)) {
      const expected = `${width === 8 ? "bigints" : "whole numbers"} of ${8 * width} bits`;
      throw badValue(w, `${path}[${index}]`, expected, value ?? null);
    }
    putInteger(w, value, width);
  }
}

/** Writes integers by `put`, checks their number against the length field, and pads them. */
export function writeIntegers(
  w: Writer,
  width: Width,
  put: (() => void) | undefined,
  length: number | bigint,
  ...[field, path, pad, pads]: RunPlace
): void {
  const start = w.pos;
  put?.();
  const size = w.pos - start;
  check(w, put && size / width, length, field, path);
  writePadding(w, size, pad, pads);
}

/** Writes an integer in the byte order of the image; its range has been checked. */
export function putInteger(w: Writer, value: number | bigint, width: Width): void {
  reserve(w, width);
  if (width !== 8) putPart(w, Number(value), width);
  else {
    const halves = [BigInt(value) & 0xffff_ffffn, BigInt(value) >> 32n];
    for (const half of w.littleEndian ? halves : halves.reverse()) putPart(w, Number(half), 4);
  }
}

function putPart(w: Writer, value: number, width: 2 | 4): void {
  const { bytes, pos, littleEndian } = w;
  for (let i = 0; i < width; i++) bytes[littleEndian ? pos + i : pos + width - 1 - i] = (value >>> (8 * i)) & 0xff;
  w.pos = pos + width;
}

function fits(value: unknown, size: Width): boolean {
  if (size === 8) return typeof value === "bigint" && BigInt.asUintN(64, value) === value;
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 2 ** (8 * size);
}

/** Writes framed messages, and their extras by `extra`. */
export function writeMany<T>(
  w: Writer,
  messages: readonly T[] | undefined,
  count: number | bigint,
  field: string,
  path: string,
  write: (w: Writer, message: T) => void,
  extra?: (w: Writer, message: T) => void,
): void {
  const list = messages === undefined ? undefined : elements(w, messages, path);
  check(w, list?.length, count, field, path);
  for (let index = 0; index < Number(count); index++) {
    const message = list?.[index] as T;
    w.path.push(path, index);
    const start = beginFrame(w);
    write(w, message);
    endFrame(w, start);
    extra?.(w, message);
    w.path.length -= 2;
  }
}
