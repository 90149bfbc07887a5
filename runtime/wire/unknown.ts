import { isBytes } from "./checks.ts";
import { createReader, type Reader, readError, readUint32, spend, truncated } from "./reader.ts";
import { badValue, checkObject, elements, putBytes, type Writer } from "./writer.ts";

/** Adjacent unknown fields, as they are in the image. */
export interface UnknownFields {
  /** Number of the field before them; 0 at the start of the message. */
  readonly after: number;
  /** Tags and values. */
  readonly bytes: Uint8Array;
}

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
  kept: UnknownFields[] = [],
): UnknownFields[] {
  skipField(r, tag, start);
  let after = previous >>> 3;
  let from = start;
  const last = kept.at(-1);
  // Joins adjacent fields.
  if (last !== undefined && last.bytes.byteOffset + last.bytes.length === r.bytes.byteOffset + start) {
    kept.pop();
    after = last.after;
    from -= last.bytes.length;
  } else spend(r, RUN);
  kept.push({ after, bytes: r.bytes.subarray(from, r.pos) });
  return kept;
}

/**
 * Skips an unknown field whose tag was just read.
 *
 * @param start position of the tag
 */
export function skipUnknown(r: Reader, tag: number, start: number): void {
  skipField(r, tag, start);
}

/**
 * Skips a field. A group counts as a level of nesting, like a message.
 *
 * @throws {ImageError} `bad-tag`, `too-deep`, `truncated`, `overrun`
 */
function skipField(r: Reader, tag: number, start: number, depth: number = r.path.length / 2): void {
  const wire = tag & 7;
  // Field 0, the end of a group that has not begun, or a wire type that protobuf does not have.
  if (tag < 8 || wire === 4 || wire > 5) {
    throw readError(r, "bad-tag", "not the tag of a field", { pos: start, found: `tag ${tag}` });
  }
  if (wire === 3) {
    // Skips all fields up to the end of the group.
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

/** Checks that kept bytes are whole fields; else the message could not be read again. */
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
  while (r.pos < r.end) {
    const from = r.pos;
    const tag = readUint32(r);
    skipField(r, tag, from);
    putBefore(tag >>> 3);
    putBytes(w, known.subarray(from, r.pos));
  }
  putBefore(Number.POSITIVE_INFINITY);
}
