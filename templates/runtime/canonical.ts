import { joinBytes } from "./bytes.ts";
import { fieldsOf, type WireField } from "./fields.ts";
import type { MessageLayout, ScalarType } from "./layout.ts";
import {
  createReader,
  type Reader,
  readBool,
  readBytes,
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
} from "./reader.ts";
import { skipUnknown } from "./unknown.ts";
import {
  createWriter,
  finish,
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
 * One content can be written in many ways: fields in another order, numbers with bytes too many, lists packed or not,
 * a message in several pieces. The canonical way is the one that CRIU writes.
 */

type Copy = (r: Reader, w: Writer, name: string) => void;

/** Reads a value of each type and writes it without a tag. */
const COPIES: Readonly<Record<ScalarType | "enum", Copy>> = {
  double: (r, w, name) => writeDouble(w, 0, readDouble(r, name), name),
  float: (r, w, name) => writeFloat(w, 0, readFloat(r, name), name),
  int32: (r, w, name) => writeInt32(w, 0, readInt32(r, name), name),
  enum: (r, w, name) => writeInt32(w, 0, readInt32(r, name), name),
  int64: (r, w, name) => writeInt64(w, 0, readInt64(r, name), name),
  uint32: (r, w, name) => writeUint32(w, 0, readUint32(r, name), name),
  uint64: (r, w, name) => writeUint64(w, 0, readUint64(r, name), name),
  sint32: (r, w, name) => writeSint32(w, 0, readSint32(r, name), name),
  sint64: (r, w, name) => writeSint64(w, 0, readSint64(r, name), name),
  fixed32: (r, w, name) => writeFixed32(w, 0, readFixed32(r, name), name),
  fixed64: (r, w, name) => writeFixed64(w, 0, readFixed64(r, name), name),
  sfixed32: (r, w, name) => writeSfixed32(w, 0, readSfixed32(r, name), name),
  sfixed64: (r, w, name) => writeSfixed64(w, 0, readSfixed64(r, name), name),
  bool: (r, w, name) => writeBool(w, 0, readBool(r, name), name),
  string: (r, w, name) => putBytes(w, readBytes(r, name)),
  bytes: (r, w, name) => putBytes(w, readBytes(r, name)),
};

/** What a message holds of one field: values without tags, and what stands there that is no value of it. */
interface Held {
  readonly field: WireField | undefined;
  values: Uint8Array[];
  readonly strays: Uint8Array[];
}

/**
 * The same content as `bytes`, messages in it nested `levels` deep at most, in the canonical way: fields in the order
 * of their numbers, what the schema does not know behind the field of the same number, numbers as short as can be.
 */
export function canonical(layout: MessageLayout, bytes: Uint8Array, image: string, levels: number): Uint8Array {
  const r = createReader(bytes, image);
  if (levels < 0) throw readError(r, "too-deep", "the messages nest too deep");
  const held = new Map<number, Held>();
  while (r.pos < r.end) keep(layout, r, held);
  const w = createWriter(image);
  for (const number of [...held.keys()].sort((a, b) => a - b)) putHeld(w, held.get(number), image, levels);
  return finish(w);
}

function keep(layout: MessageLayout, r: Reader, all: Map<number, Held>): void {
  const start = r.pos;
  const tag = readUint32(r);
  const field = fieldsOf(layout).byNumber.get(tag >>> 3);
  const held: Held = all.get(tag >>> 3) ?? { field, values: [], strays: [] };
  all.set(tag >>> 3, held);
  if (field !== undefined && tag === field.tag) {
    const value = readOne(field, r);
    if (!field.repeated && field.layout.type !== "message") held.values.length = 0;
    held.values.push(value);
  } else if (field?.packable === true && tag === field.number * 8 + 2) {
    const list = createReader(readBytes(r, field.layout.name), r.image);
    while (list.pos < list.end) held.values.push(readOne(field, list));
  } else {
    skipUnknown(r, tag, start);
    held.strays.push(r.bytes.subarray(start, r.pos));
  }
}

function readOne({ layout }: WireField, r: Reader): Uint8Array {
  if (layout.type === "message") return readBytes(r, layout.name);
  const w = createWriter(r.image);
  COPIES[layout.type](r, w, layout.name);
  return finish(w);
}

function putHeld(w: Writer, held: Held | undefined, image: string, levels: number): void {
  const { field, values = [], strays = [] } = held ?? {};
  if (field?.layout.packed === true && values.length > 0) {
    writeBytes(w, field.number * 8 + 2, joinBytes(values), field.layout.name);
  } else if (field !== undefined) {
    const whole = field.repeated || values.length < 2 ? values : [joinBytes(values)];
    for (const value of whole) putValue(w, field, value, image, levels);
  }
  for (const stray of strays) putBytes(w, stray);
}

function putValue(w: Writer, { layout, tag, wire }: WireField, value: Uint8Array, image: string, levels: number): void {
  if (layout.type === "message") writeBytes(w, tag, canonical(layout.message(), value, image, levels - 1), layout.name);
  else if (wire === 2) writeBytes(w, tag, value, layout.name);
  else {
    putVarint(w, tag);
    putBytes(w, value);
  }
}
