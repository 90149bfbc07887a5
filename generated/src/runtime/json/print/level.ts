// Copied by critgen 0.1.0 from its runtime: do not edit.

import { type Fields, isValue, type WireField } from "../../wire/fields.ts";
import { createReader, type Reader } from "../../wire/reader.ts";
import { eachField } from "../../wire/walk.ts";

/** State of a message that is being printed. */
export interface Level {
  readonly fields: Fields;
  readonly begin: number;
  readonly end: number;
  /** Depth of its properties. */
  readonly depth: number;
  /** Whether an enclosing message asks for hexadecimal integers. */
  readonly hex: boolean;
  /** Properties printed so far, and required fields seen so far. */
  count: number;
  required: number;
  /** Whether a field came out of order or more than once, so that `required` may count a field twice. */
  disordered: boolean;
  /** Index of the field that is expected next. */
  next: number;
  /** Twice the number of the last field, plus one if the field is unknown. */
  last: number;
  /** The open list, its elements so far, and its end if it is packed. */
  list: WireField | undefined;
  elements: number;
  packedEnd: number;
  /** Words of an address, printed when the list is closed. */
  words: number[] | undefined;
  /** Index of the last field of each oneof; without elements for most messages. */
  readonly chosen: number[];
  /** Total size of the unknown fields, in bytes. */
  unknown: number;
}

const NONE: number[] = [];

export function levelOf(r: Reader, end: number, fields: Fields, depth: number, hex: boolean): Level {
  return {
    fields,
    begin: r.pos,
    end,
    depth,
    hex,
    count: 0,
    required: 0,
    disordered: false,
    next: 0,
    last: 0,
    list: undefined,
    elements: 0,
    packedEnd: 0,
    words: undefined,
    chosen: fields.oneofs === 0 ? NONE : [],
    unknown: 0,
  };
}

/** Returns the field of a tag that is out of order, or packed; `undefined` if the field is unknown. */
export function otherField(byNumber: Fields["byNumber"], tag: number): WireField | undefined {
  const field = byNumber.get(tag >>> 3);
  return field !== undefined && isValue(field, tag) ? field : undefined;
}

/** Returns the first required field that the message does not have. */
export function firstMissing({ inOrder, byNumber }: Fields, bytes: Uint8Array, image: string): string | undefined {
  const seen = new Uint8Array(inOrder.length);
  eachField(createReader(bytes, image), (tag) => {
    const field = byNumber.get(tag >>> 3);
    if (field?.tag === tag) seen[field.index] = 1;
  });
  return inOrder.find(({ layout, index }) => layout.label === "required" && seen[index] === 0)?.layout.name;
}

/** Copies the unknown fields of a message, `size` bytes in total. */
export function unknownOf(fields: Fields, bytes: Uint8Array, size: number, image: string): Uint8Array {
  const all = new Uint8Array(size);
  let pos = 0;
  eachField(createReader(bytes, image), (tag, start, stop) => {
    if (otherField(fields.byNumber, tag) !== undefined) return;
    for (let i = start; i < stop; i++) all[pos++] = bytes[i] ?? 0;
  });
  return all;
}
