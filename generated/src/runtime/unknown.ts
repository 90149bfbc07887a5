// Copied by critgen 0.1.0 from its runtime: do not edit.

import { isBytes } from "./checks.ts";
import { createReader, type Reader, readError, readUint32, spend, truncated } from "./reader.ts";
import { badValue, checkObject, elements, putBytes, type Writer } from "./writer.ts";

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

/** Bytes of memory that a run of unknown fields takes. */
const RUN = 180;

/**
 * Keeps the field whose tag was just read and is not the schema's, and returns the list with it.
 * `start` is where its tag begins, `previous` the tag of the field before it.
 */
export function keepUnknown(
  r: Reader,
  tag: number,
  start: number,
  previous: number,
  kept: UnknownFields[] = [],
): UnknownFields[] {
  skipField(r, tag, start);
  let after = previous >>> 3;
  let from = start;
  const last = kept.at(-1);
  // Neighbours are one run.
  if (last !== undefined && last.bytes.byteOffset + last.bytes.length === r.bytes.byteOffset + start) {
    kept.pop();
    after = last.after;
    from -= last.bytes.length;
  } else spend(r, RUN);
  kept.push({ after, bytes: r.bytes.subarray(from, r.pos) });
  return kept;
}

/** Moves past a field whose tag was just read and is not the schema's. */
export function skipUnknown(r: Reader, tag: number, start: number): void {
  skipField(r, tag, start);
}

/** A group is a message without a length: it nests like one. */
function skipField(r: Reader, tag: number, start: number, depth: number = r.path.length / 2): void {
  const wire = tag & 7;
  // Field 0, the end of a group that has not begun, or what protobuf does not have.
  if (tag < 8 || wire === 4 || wire > 5) {
    throw readError(r, "bad-tag", "no field begins like this", { pos: start, found: `tag ${tag}` });
  }
  if (wire === 3) {
    // A group: all fields up to its end.
    if (depth >= r.maxDepth) throw readError(r, "too-deep", "the groups nest too deep");
    for (;;) {
      const from = r.pos;
      const inner = readUint32(r);
      if (inner === tag + 1) return;
      skipField(r, inner, from, depth + 1);
    }
  }
  const size = wire === 1 ? 8 : wire === 5 ? 4 : readUint32(r);
  if (wire === 0) return;
  if (size > r.end - r.pos) throw truncated(r);
  r.pos += size;
}

/** What is put back must be whole fields: the message could not be read again. */
function checkRun(w: Writer, run: UnknownFields): void {
  checkObject(w, run, "$unknown");
  const { after } = run;
  if (!Number.isInteger(after) || after < 0)
    throw badValue(w, "$unknown", "the number of a field in `after`", after ?? null);
  if (!isBytes(run.bytes)) throw badValue(w, "$unknown", "a Uint8Array", run.bytes);
  const r = createReader(run.bytes, w.image, { maxDepth: w.maxDepth });
  try {
    while (r.pos < r.end) {
      const from = r.pos;
      skipField(r, readUint32(r), from);
    }
  } catch {
    throw badValue(w, "$unknown", "whole fields", run.bytes);
  }
}

/** Puts unknown fields back among the known ones of the message that was written from `start` on. */
export function writeUnknown(w: Writer, start: number, unknown: readonly UnknownFields[]): void {
  for (const run of elements(w, unknown, "$unknown")) checkRun(w, run);
  const known = w.bytes.slice(start, w.pos);
  const r = createReader(known, w.image, { maxDepth: w.maxDepth });
  w.pos = start;
  let next = 0;
  const putBefore = (number: number): void => {
    for (let run = unknown[next]; run !== undefined && run.after < number; run = unknown[++next])
      putBytes(w, run.bytes);
  };
  while (r.pos < r.end) {
    const from = r.pos;
    const tag = readUint32(r);
    skipField(r, tag, from);
    putBefore(tag >>> 3);
    putBytes(w, known.subarray(from, r.pos));
  }
  putBefore(Number.POSITIVE_INFINITY);
}
