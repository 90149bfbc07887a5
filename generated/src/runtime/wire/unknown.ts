// Copied by critgen 0.1.0 from its runtime: do not edit.

import { isBytes } from "./checks.ts";
import { createReader, type Reader, spend } from "./reader.ts";
import { eachField, passField, skipField } from "./walk.ts";
import { badValue, checkObject, elements, putBytes, type Writer } from "./writer.ts";

/** Adjacent unknown fields, as they are in the image. */
export interface UnknownFields {
  /** Number of the field before them; 0 at the start of the message. */
  readonly after: number;
  /** Tags and values. */
  readonly bytes: Uint8Array;
}

/** Unknown fields to which the next one may be joined. */
type Run = { -readonly [Name in keyof UnknownFields]: UnknownFields[Name] };

/** Properties of every message beside its fields. */
export interface Message {
  /** Unknown fields; they are written back at their positions. */
  $unknown?: readonly UnknownFields[];
}

/** Bytes of memory for one group of adjacent unknown fields. */
const RUN = 180;

/**
 * Keeps the unknown field whose tag was just read, and returns the list with it.
 *
 * @param start position of its tag
 * @param previous tag of the field before it
 */
export function keepUnknown(
  r: Reader,
  tag: number,
  start: number,
  previous: number,
  kept: Run[] = [],
): UnknownFields[] {
  skipField(r, tag, start);
  let run = kept.at(-1);
  // Joins adjacent fields.
  if (run === undefined || run.bytes.byteOffset + run.bytes.length !== r.bytes.byteOffset + start) {
    spend(r, RUN);
    run = { after: previous >>> 3, bytes: r.bytes.subarray(start, start) };
    kept.push(run);
  }
  run.bytes = r.bytes.subarray(start - run.bytes.length, r.pos);
  return kept;
}

/** Checks that kept bytes are whole fields; else the message could not be read again. */
function checkRun(w: Writer, run: UnknownFields): void {
  checkObject(w, run, "$unknown");
  const { after } = run;
  if (!Number.isInteger(after) || after < 0)
    throw badValue(w, "$unknown", "the number of a field in `after`", after ?? null);
  if (!isBytes(run.bytes)) throw badValue(w, "$unknown", "a Uint8Array", run.bytes);
  const r = createReader(run.bytes, w.image, { maxDepth: w.maxDepth });
  try {
    while (r.pos < r.end) passField(r);
  } catch {
    throw badValue(w, "$unknown", "whole fields", run.bytes);
  }
}

/** Inserts unknown fields among the known ones of the message that was written since `start`. */
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
  eachField(r, (tag, from, to) => {
    putBefore(tag >>> 3);
    putBytes(w, known.subarray(from, to));
  });
  putBefore(Number.POSITIVE_INFINITY);
}
