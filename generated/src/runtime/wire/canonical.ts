// Copied by critgen 0.1.0 from its runtime: do not edit.

import { type Fields, fieldsIn, fieldsOf, isPacked, isValue, type NestedField, type WireField } from "./fields.ts";
import type { MessageLayout } from "./layout.ts";
import { dropDisplaced } from "./oneofs.ts";
import { closeAt, createReader, type Reader, readError, readUint32 } from "./reader.ts";
import { SCALARS } from "./scalars.ts";
import { sortFields } from "./sort.ts";
import { eachField, passField } from "./walk.ts";
import { beginSized, createWriter, endSized, putBytes, putVarint, reserve, type Writer, writeList } from "./writer.ts";

/*
 * The same content has many encodings: fields in another order, varints longer than needed, lists packed or not, a
 * message in several pieces. The canonical encoding is the one that CRIU writes.
 */

/** A message that is reordered in place, and the writer of its canonical encoding. */
interface Work {
  /** Reader of a private copy of the bytes. */
  readonly r: Reader;
  readonly w: Writer;
  /** Buffer of the same size for reordering; allocated once a message needs it. */
  spare: Uint8Array | undefined;
}

/** The fields of one number in a message, from `from` up to `to`. */
interface Group {
  readonly work: Work;
  readonly from: number;
  readonly to: number;
  /** Levels of messages that may still nest in this one. */
  readonly levels: number;
}

/**
 * Returns the canonical encoding of a message: fields in the order of their numbers, unknown fields after the known
 * field of the same number, varints as short as possible, and of the fields of a oneof the last one.
 *
 * @param levels levels of messages that may nest in this one
 * @throws {ImageError} `too-deep`, and the errors of reading a message
 */
export function canonical(layout: MessageLayout, bytes: Uint8Array, image: string, levels: number): Uint8Array {
  const w = createWriter(image);
  // The canonical form is about as long; growing step by step would take three times as much.
  reserve(w, bytes.length);
  putMessage({ r: createReader(bytes.slice(), image), w, spare: undefined }, fieldsOf(layout), 0, bytes.length, levels);
  return w.bytes.subarray(0, w.pos);
}

function putMessage(work: Work, fields: Fields, begin: number, end: number, levels: number): void {
  const { r } = work;
  const outer = r.end;
  r.end = end;
  if (levels < 0) throw readError(r, "too-deep", "the messages nest too deep");
  r.end = fields.oneofs === 0 ? end : dropDisplaced(r, fields, begin);
  putInOrder(work, fields, begin, r.end);
  const fieldOf = (tag: number): WireField | undefined => fields.byNumber.get(tag >>> 3);
  for (let from = begin; from < r.end; from = r.pos) {
    r.pos = from;
    const field = fieldOf(passField(r));
    const isHere = (tag: number): boolean => field !== undefined && fieldOf(tag) === field && isValue(field, tag);
    const to = endOf(r, from, isHere);
    if (field !== undefined && to > from) putField({ work, from, to, levels }, field);
    r.pos = endOf(r, to, (tag) => !isHere(tag) && (fieldOf(tag) ?? field) === field);
    putBytes(work.w, r.bytes.subarray(to, r.pos));
  }
  r.end = outer;
}

/** Sorts the fields of a message by number, in place; those of the wrong type come after the values of a field. */
function putInOrder(work: Work, fields: Fields, begin: number, end: number): void {
  const { r } = work;
  const rank = (tag: number): number => {
    const field = fields.byNumber.get(tag >>> 3);
    return 2 * (tag >>> 3) + (field === undefined || isValue(field, tag) ? 0 : 1);
  };
  if (isInOrder(r, begin, rank)) return;
  const bytes = r.bytes.subarray(begin, end);
  work.spare ??= new Uint8Array(r.bytes.length);
  sortFields(bytes, r.image, work.spare, rank);
  bytes.set(work.spare.subarray(0, bytes.length));
}

function isInOrder(r: Reader, begin: number, rank: (tag: number) => number): boolean {
  let last = 0;
  for (r.pos = begin; r.pos < r.end; ) {
    const next = rank(passField(r));
    if (next < last) return false;
    last = next;
  }
  return true;
}

/** Returns the end of the fields from `begin` on whose tags are wanted. */
function endOf(r: Reader, begin: number, isWanted: (tag: number) => boolean): number {
  let end = begin;
  for (r.pos = begin; r.pos < r.end && isWanted(passField(r)); ) end = r.pos;
  return end;
}

/** Calls `visit` for each field of a group with its tag and its end; the reader is after the tag. */
function eachOf({ work: { r }, from, to }: Group, visit: (tag: number, stop: number) => void): void {
  r.pos = from;
  eachField(r, (tag, _, stop) => visit(tag, stop), to);
}

function putField(group: Group, field: WireField): void {
  if (field.type === "message") putMessages(group, field);
  else if (!field.repeated) putLast(group, field);
  else if (field.packed) putPacked(group, field);
  else eachValue(group, field, () => putValue(group, field, field.tag));
}

/** Calls `visit` at each value of a field, including those in packed lists. */
function eachValue(group: Group, field: WireField, visit: () => void): void {
  const { r } = group.work;
  eachOf(group, (tag) => {
    if (tag === field.tag) visit();
    else if (isPacked(field, tag)) {
      const end = readUint32(r, field.name) + r.pos;
      while (r.pos < end) visit();
      closeAt(r, end, field.name);
    }
  });
}

/** Copies one value, with `tag` before it; tag 0 writes none. */
function putValue({ work: { r, w } }: Group, { type, name }: WireField, tag: number): void {
  if (type !== "message") SCALARS[type].copy(r, w, tag, name);
}

/** Writes the last of several values: it takes precedence. */
function putLast(group: Group, field: WireField): void {
  const { r } = group.work;
  let last = -1;
  eachOf(group, (tag) => {
    if (tag === field.tag) last = r.pos;
  });
  if (last < 0) return;
  r.pos = last;
  putValue(group, field, field.tag);
}

function putPacked(group: Group, field: WireField): void {
  writeList(group.work.w, field.number * 8 + 2, () => eachValue(group, field, () => putValue(group, field, 0)));
}

/**
 * Writes nested messages; several occurrences of a field that is not repeated are pieces of one, and are joined in
 * place.
 */
function putMessages(group: Group, field: NestedField): void {
  const { work, from } = group;
  const { bytes } = work.r;
  let end = -1;
  eachOf(group, (tag, stop) => {
    if (tag !== field.tag) return;
    readUint32(work.r, field.name);
    const { pos } = work.r;
    if (field.repeated) putNested(group, field, pos, stop);
    else {
      if (end < 0) end = from;
      bytes.copyWithin(end, pos, stop);
      end += stop - pos;
    }
  });
  if (end >= 0) putNested(group, field, from, end);
}

function putNested({ work, levels }: Group, field: NestedField, begin: number, end: number): void {
  putVarint(work.w, field.tag);
  const start = beginSized(work.w);
  putMessage(work, fieldsIn(field), begin, end, levels - 1);
  endSized(work.w, start);
}
