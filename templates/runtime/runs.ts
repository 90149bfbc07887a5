import type { Padded } from "./descriptor.ts";
import { type Reader, readError } from "./reader.ts";
import { putBytes, reserve, type Writer, writeError } from "./writer.ts";

/*
 * Runs: the bytes and integers that stand outside protobuf, after a message that says how many they are.
 * `length` is always the value of that message's field `field`.
 */

/** Moves past a run and the padding behind it; returns where the run began. */
function take(r: Reader, size: number, length: number | bigint, field: string): number {
  const start = r.pos;
  if (size > r.end - start) {
    const details = { field, expected: `${length} (${size} bytes)`, found: `${r.end - start} bytes` };
    throw readError(r, "truncated", "the image ends inside what follows the message", details);
  }
  r.pos = start + size;
  return start;
}

export function readRun(r: Reader, length: number | bigint, field: string): Uint8Array {
  const start = take(r, Number(length), length, field);
  return r.bytes.subarray(start, r.pos);
}

export function readUint16s(r: Reader, length: number | bigint, field: string): number[] {
  const values: number[] = [];
  for (let i = take(r, Number(length) * 2, length, field); i < r.pos; i += 2) {
    values.push(r.view.getUint16(i, r.littleEndian));
  }
  return values;
}

export function readUint32s(r: Reader, length: number | bigint, field: string): number[] {
  const values: number[] = [];
  for (let i = take(r, Number(length) * 4, length, field); i < r.pos; i += 4) {
    values.push(r.view.getUint32(i, r.littleEndian));
  }
  return values;
}

export function readUint64s(r: Reader, length: number | bigint, field: string): bigint[] {
  const values: bigint[] = [];
  for (let i = take(r, Number(length) * 8, length, field); i < r.pos; i += 8) {
    values.push(r.view.getBigUint64(i, r.littleEndian));
  }
  return values;
}

/** How many bytes fill `size` up to the next multiple; none where it is one. */
function paddingAfter(size: number, multiple: number): number {
  return (multiple - (size % multiple)) % multiple;
}

/** Reads the padding of a run that began at `start`. `pads` collects it. */
export function readPadding(r: Reader, start: number, multiple: number, pads: Uint8Array[]): void {
  const size = paddingAfter(r.pos - start, multiple);
  const from = take(r, size, size, "padding");
  pads.push(r.bytes.subarray(from, r.pos));
}

/** Keeps padding that is not all zeros, as it must be written back. */
export function keepPadding<T extends Padded>(record: T, pads: readonly Uint8Array[]): T {
  if (pads.some((pad) => pad.some((byte) => byte !== 0))) record.$padding = concat(pads);
  return record;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let pos = 0;
  for (const part of parts) {
    whole.set(part, pos);
    pos += part.length;
  }
  return whole;
}

/** A run must be as long as its message says: neither is mended silently. */
function check(w: Writer, count: number | undefined, length: number | bigint, field: string, path: string): void {
  if (count !== undefined && BigInt(count) === BigInt(length)) return;
  throw writeError(w, "bad-length", `what follows the message is not as long as its ${field} says`, {
    field: path,
    expected: `${length}`,
    found: count === undefined ? "nothing" : `${count}`,
  });
}

/** Where the message says that nothing follows, nothing may be given. */
export function writeNothing(w: Writer, value: unknown, field: string, path: string): void {
  if (value === undefined) return;
  throw writeError(w, "bad-length", `nothing follows the message: its ${field} says so`, {
    field: path,
    expected: "nothing",
    found: "a value",
  });
}

export function writeRun(
  w: Writer,
  value: Uint8Array | undefined,
  length: number | bigint,
  field: string,
  path: string,
): void {
  check(w, value?.length, length, field, path);
  if (value instanceof Uint8Array) putBytes(w, value);
  else throw notA(w, path, "a Uint8Array");
}

function notA(w: Writer, path: string, expected: string): Error {
  return writeError(w, "bad-value", "this cannot be written", { field: path, expected, found: "another value" });
}

/** Room for the integers of a run, which is as long as its message says. */
function room(w: Writer, count: number | undefined, size: number, length: number | bigint, field: string, path: string): DataView {
  check(w, count, length, field, path);
  reserve(w, size * Number(length));
  return new DataView(w.bytes.buffer);
}

function whole(w: Writer, path: string, value: number, bits: number): number {
  if (Number.isInteger(value) && value >= 0 && value < 2 ** bits) return value;
  throw notA(w, path, `whole numbers of ${bits} bits`);
}

export function writeUint16s(w: Writer, values: readonly number[] | undefined, length: number | bigint, field: string, path: string): void {
  const view = room(w, values?.length, 2, length, field, path);
  for (const value of values ?? []) {
    view.setUint16(w.pos, whole(w, path, value, 16), w.littleEndian);
    w.pos += 2;
  }
}

export function writeUint32s(w: Writer, values: readonly number[] | undefined, length: number | bigint, field: string, path: string): void {
  const view = room(w, values?.length, 4, length, field, path);
  for (const value of values ?? []) {
    view.setUint32(w.pos, whole(w, path, value, 32), w.littleEndian);
    w.pos += 4;
  }
}

export function writeUint64s(w: Writer, values: readonly bigint[] | undefined, length: number | bigint, field: string, path: string): void {
  const view = room(w, values?.length, 8, length, field, path);
  for (const value of values ?? []) {
    if (typeof value !== "bigint" || BigInt.asUintN(64, value) !== value) throw notA(w, path, "bigints of 64 bits");
    view.setBigUint64(w.pos, value, w.littleEndian);
    w.pos += 8;
  }
}

/** The padding of a record that is being written. */
export interface Pads {
  readonly kept: Uint8Array | undefined;
  pos: number;
}

export function padsOf(record: Padded): Pads {
  return { kept: record.$padding, pos: 0 };
}

/** Writes the padding of a run that began at `start`: what was kept, else zeros. */
export function writePadding(w: Writer, start: number, multiple: number, pads: Pads): void {
  const size = paddingAfter(w.pos - start, multiple);
  putBytes(w, pads.kept?.subarray(pads.pos, pads.pos + size) ?? new Uint8Array(size));
  pads.pos += size;
}

/** What was kept must be what was needed. */
export function endPads(w: Writer, pads: Pads): void {
  if (pads.kept === undefined || pads.kept.length === pads.pos) return;
  throw writeError(w, "bad-length", "the padding does not fit; without $padding it is zeros", {
    field: "$padding",
    expected: `${pads.pos} bytes`,
    found: `${pads.kept.length}`,
  });
}
