// Copied by critgen 0.1.0 from its runtime: do not edit.

import { type Fields, fieldsIn, fieldsOf, type NestedField, type WireField } from "./fields.ts";
import type { MessageLayout, ScalarType } from "./layout.ts";
import { inOrder, numberAt, type Occurrences, placeAt } from "./occurrences.ts";
import {
  closeAt,
  createReader,
  type Reader,
  readBool,
  readDouble,
  readError,
  readFixed32,
  readFixed64,
  readFloat,
  readInt32,
  readInt64,
  readSfixed32,
  readSfixed64,
  readSint32,
  readSint64,
  readUint32,
  readUint64,
  viewBytes,
} from "./reader.ts";
import { skipUnknown } from "./unknown.ts";
import {
  beginSized,
  createWriter,
  endSized,
  putBytes,
  putVarint,
  type Writer,
  writeBool,
  writeBytes,
  writeDouble,
  writeFixed32,
  writeFixed64,
  writeFloat,
  writeInt32,
  writeInt64,
  writeSfixed32,
  writeSfixed64,
  writeSint32,
  writeSint64,
  writeUint32,
  writeUint64,
} from "./writer.ts";

/*
 * The same content has many encodings: fields in another order, varints longer than needed, lists packed or not, a
 * message in several pieces. The canonical encoding is the one that CRIU writes.
 */

type Copy = (r: Reader, w: Writer, tag: number, name: string) => void;

/** The value; of all NaNs, which differ in bits that a number need not keep, the one that is written. */
function oneNaN(value: number): number {
  return Number.isNaN(value) ? Number.NaN : value;
}

/** Copies a value of each scalar type from a reader to a writer, with `tag` before it; tag 0 writes none. */
const COPIES: Readonly<Record<ScalarType | "enum", Copy>> = {
  double: (r, w, tag, name) => writeDouble(w, tag, oneNaN(readDouble(r, name)), name),
  float: (r, w, tag, name) => writeFloat(w, tag, oneNaN(readFloat(r, name)), name),
  int32: (r, w, tag, name) => writeInt32(w, tag, readInt32(r, name), name),
  enum: (r, w, tag, name) => writeInt32(w, tag, readInt32(r, name), name),
  int64: (r, w, tag, name) => writeInt64(w, tag, readInt64(r, name), name),
  uint32: (r, w, tag, name) => writeUint32(w, tag, readUint32(r, name), name),
  uint64: (r, w, tag, name) => writeUint64(w, tag, readUint64(r, name), name),
  sint32: (r, w, tag, name) => writeSint32(w, tag, readSint32(r, name), name),
  sint64: (r, w, tag, name) => writeSint64(w, tag, readSint64(r, name), name),
  fixed32: (r, w, tag, name) => writeFixed32(w, tag, readFixed32(r, name), name),
  fixed64: (r, w, tag, name) => writeFixed64(w, tag, readFixed64(r, name), name),
  sfixed32: (r, w, tag, name) => writeSfixed32(w, tag, readSfixed32(r, name), name),
  sfixed64: (r, w, tag, name) => writeSfixed64(w, tag, readSfixed64(r, name), name),
  bool: (r, w, tag, name) => writeBool(w, tag, readBool(r, name), name),
  string: (r, w, tag, name) => writeBytes(w, tag, viewBytes(r, name), name),
  bytes: (r, w, tag, name) => writeBytes(w, tag, viewBytes(r, name), name),
};

/** All occurrences of one field number in the message that is being written. */
interface Group {
  readonly r: Reader;
  readonly w: Writer;
  readonly all: Occurrences;
  /** Range of their indices in `all`; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
  /** Levels of messages that may still nest in this one. */
  readonly levels: number;
}

/**
 * Returns the canonical encoding of a message: fields in the order of their numbers, unknown fields after the known
 * field of the same number, varints as short as possible.
 *
 * @param levels levels of messages that may nest in this one
 * @throws {ImageError} `too-deep`, and the errors of reading a message
 */
export function canonical(layout: MessageLayout, bytes: Uint8Array, image: string, levels: number): Uint8Array {
  const w = createWriter(image);
  putMessage(w, fieldsOf(layout), bytes, levels);
  return w.bytes.subarray(0, w.pos);
}

function putMessage(w: Writer, fields: Fields, bytes: Uint8Array, levels: number): void {
  const r = createReader(bytes, w.image);
  if (levels < 0) throw readError(r, "too-deep", "the messages nest too deep");
  const all = inOrder(bytes, w.image);
  const count = all.length / 2;
  for (let from = 0, to = 0; from < count; from = to) {
    const number = numberAt(all, from);
    while (to < count && numberAt(all, to) === number) to++;
    const group: Group = { r, w, all, from, to, levels };
    const field = fields.byNumber.get(number);
    if (field !== undefined) putField(group, field);
    eachOf(group, (tag, start) => {
      if (field === undefined || !isValue(field, tag)) putStray(group, tag, start);
    });
  }
}

/** Calls `visit` for each occurrence of a group with its tag; the reader is after the tag, and `start` is before it. */
function eachOf({ r, all, from, to }: Group, visit: (tag: number, start: number) => void): void {
  for (let i = from; i < to; i++) {
    r.pos = placeAt(all, i);
    const start = r.pos;
    visit(readUint32(r), start);
  }
}

/** Checks that the tag is one that the field's type can have, packed or not. */
function isValue(field: WireField, tag: number): boolean {
  return tag === field.tag || isPacked(field, tag);
}

function isPacked(field: WireField, tag: number): boolean {
  return field.packable && tag === field.number * 8 + 2;
}

function putStray({ r, w }: Group, tag: number, start: number): void {
  skipUnknown(r, tag, start);
  putBytes(w, r.bytes.subarray(start, r.pos));
}

function putField(group: Group, field: WireField): void {
  if (field.type === "message") putMessages(group, field);
  else if (!field.repeated) putLast(group, field);
  else if (field.packed) putPacked(group, field);
  else eachValue(group, field, () => putValue(group, field, field.tag));
}

/** Calls `visit` at each value of a field, including those in packed lists. */
function eachValue(group: Group, field: WireField, visit: () => void): void {
  const { r } = group;
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
function putValue({ r, w }: Group, { type, name }: WireField, tag: number): void {
  if (type !== "message") COPIES[type](r, w, tag, name);
}

/** Writes the last of several values: it takes precedence. */
function putLast(group: Group, field: WireField): void {
  let last = -1;
  eachValue(group, field, () => {
    last = group.r.pos;
  });
  if (last < 0) return;
  group.r.pos = last;
  putValue(group, field, field.tag);
}

function putPacked(group: Group, field: WireField): void {
  const { w } = group;
  const begun = w.pos;
  putVarint(w, field.number * 8 + 2);
  const start = beginSized(w);
  eachValue(group, field, () => putValue(group, field, 0));
  if (w.pos === start) w.pos = begun;
  else endSized(w, start);
}

/** Writes nested messages; several occurrences of a field that is not repeated are pieces of one message. */
function putMessages(group: Group, field: NestedField): void {
  const { r } = group;
  const put = (bytes: Uint8Array): void => putNested(group, field, bytes);
  if (field.repeated) eachValue(group, field, () => put(viewBytes(r, field.name)));
  else putParts(group, field, put);
}

function putParts(group: Group, field: NestedField, put: (bytes: Uint8Array) => void): void {
  const { r } = group;
  let [count, size] = [0, 0];
  eachValue(group, field, () => {
    size += viewBytes(r, field.name).length;
    count++;
  });
  if (count === 0) return;
  const whole = new Uint8Array(size);
  let pos = 0;
  eachValue(group, field, () => {
    const part = viewBytes(r, field.name);
    whole.set(part, pos);
    pos += part.length;
  });
  put(whole);
}

function putNested({ w, levels }: Group, field: NestedField, bytes: Uint8Array): void {
  putVarint(w, field.tag);
  const start = beginSized(w);
  putMessage(w, fieldsIn(field), bytes, levels - 1);
  endSized(w, start);
}
