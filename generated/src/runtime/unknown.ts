// Part of every package that critgen 0.1.0 generates: do not edit.

import { createReader, type Reader, readError, readUint32, truncated } from "./reader.ts";
import { putBytes, type Writer } from "./writer.ts";

/** Fields that the schema does not know, one after the other as they stood in the file. */
export interface UnknownFields {
  /** Number of the field that stood before them; 0 at the start of the message. */
  readonly after: number;
  /** Tags and values. */
  readonly bytes: Uint8Array;
}

/** What every message can carry beside its fields. */
export interface Message {
  /** What the schema does not know of this message. It is written back where it stood. */
  $unknown?: readonly UnknownFields[];
}

/**
 * Keeps the field whose tag was just read and is not the schema's, and returns the list with it.
 * `start` is where its tag begins, `previous` the tag of the field before it.
 */
export function keepUnknown(
  r: Reader,
  tag: number,
  start: number,
  previous: number,
  kept: UnknownFields[] | undefined,
): UnknownFields[] {
  skipField(r, tag, start, 0);
  const bytes = r.bytes.subarray(start, r.pos);
  const last = kept?.at(-1);
  if (kept === undefined || last === undefined) return [{ after: previous >>> 3, bytes }];
  const joined = last.bytes.byteOffset + last.bytes.length === bytes.byteOffset;
  if (joined) kept[kept.length - 1] = { after: last.after, bytes: span(last.bytes, bytes) };
  else kept.push({ after: previous >>> 3, bytes });
  return kept;
}

/** Moves past a field whose tag was just read and is not the schema's. */
export function skipUnknown(r: Reader, tag: number, start: number): void {
  skipField(r, tag, start, 0);
}

/** Two neighbouring views as one. */
function span(a: Uint8Array, b: Uint8Array): Uint8Array {
  return new Uint8Array(a.buffer, a.byteOffset, a.length + b.length);
}

function skipField(r: Reader, tag: number, start: number, depth: number): void {
  if (tag >>> 3 === 0) throw badTag(r, tag, start);
  const wire = tag & 7;
  if (wire === 0) readUint32(r);
  else if (wire === 1) skipBytes(r, 8);
  else if (wire === 2) skipBytes(r, readUint32(r));
  else if (wire === 3) skipGroup(r, tag, depth);
  else if (wire === 5) skipBytes(r, 4);
  else throw badTag(r, tag, start);
}

function badTag(r: Reader, tag: number, start: number): Error {
  return readError(r, "bad-tag", "no field begins like this", { pos: start, found: `tag ${tag}` });
}

function skipBytes(r: Reader, size: number): void {
  if (size > r.end - r.pos) throw truncated(r);
  r.pos += size;
}

function skipGroup(r: Reader, open: number, depth: number): void {
  if (depth >= r.maxDepth) throw readError(r, "too-deep", "the groups nest too deep");
  for (;;) {
    const start = r.pos;
    const tag = readUint32(r);
    if (tag === open + 1) return;
    skipField(r, tag, start, depth + 1);
  }
}

/** Puts unknown fields back among the known ones of the message that was written from `start` on. */
export function writeUnknown(w: Writer, start: number, unknown: readonly UnknownFields[]): void {
  const known = w.bytes.slice(start, w.pos);
  const r = createReader(known, w.image);
  w.pos = start;
  let next = 0;
  const putBefore = (number: number): void => {
    for (let run = unknown[next]; run !== undefined && run.after < number; run = unknown[++next])
      putBytes(w, run.bytes);
  };
  while (r.pos < r.end) {
    const from = r.pos;
    const tag = readUint32(r);
    skipField(r, tag, from, 0);
    putBefore(tag >>> 3);
    putBytes(w, known.subarray(from, r.pos));
  }
  putBefore(Number.POSITIVE_INFINITY);
}
