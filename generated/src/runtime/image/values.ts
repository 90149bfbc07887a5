// Copied by critgen 0.1.0 from its runtime: do not edit.

import { fieldsOf, isPacked, isValue, type WireField } from "../wire/fields.ts";
import type { MessageLayout } from "../wire/layout.ts";
import { readNumber, type WireNumber } from "../wire/numbers.ts";
import { createReader, type Reader, readUint32, viewBytes } from "../wire/reader.ts";
import { eachField } from "../wire/walk.ts";
import { iterateImage } from "./image.ts";
import type { ImageLayout } from "./layout.ts";

/** Receives the values of a message. */
export interface ValueVisitor {
  /**
   * Takes one value; a list has one call for each element.
   *
   * @param value a number, as a bigint only if a double cannot hold it (booleans are 0 or 1); or a view of the bytes of
   * a text, of bytes or of a nested message
   * @param start index of its tag, or of a packed element
   */
  readonly value: (field: WireField, value: number | bigint | Uint8Array, start: number) => void;
  /** Takes a field that the layout does not declare, or not with this wire type. */
  readonly unknown: (number: number, start: number, end: number) => void;
}

/**
 * Visits the values of a valid message in the order of its bytes, without those of nested messages.
 *
 * @throws {ImageError} if the message is not valid
 */
export function visitValues(layout: MessageLayout, bytes: Uint8Array, image: string, visitor: ValueVisitor): void {
  const { byNumber } = fieldsOf(layout);
  const r = createReader(bytes, image);
  const scratch: WireNumber = { canonical: true };
  eachField(r, (tag, start, end) => {
    const field = byNumber.get(tag >>> 3);
    if (field === undefined || !isValue(field, tag)) visitor.unknown(tag >>> 3, start, end);
    else if (isPacked(field, tag)) {
      readUint32(r);
      while (r.pos < end) {
        const at = r.pos;
        visitor.value(field, readValue(r, field, scratch), at);
      }
    } else visitor.value(field, readValue(r, field, scratch), start);
  });
}

function readValue(r: Reader, { type, name }: WireField, scratch: WireNumber): number | bigint | Uint8Array {
  if (type === "message" || type === "string" || type === "bytes") return viewBytes(r, name);
  return readNumber(scratch, r, type, name);
}

/**
 * Iterates over the entries of an image without extras, as views of the bytes of their messages: `visitValues` reads
 * the fields that are wanted, in less time than reading all.
 *
 * @throws {ImageError} as iterating over the image; nothing within an entry is checked
 */
export function entryMessages(layout: ImageLayout, bytes: Uint8Array): IterableIterator<Uint8Array> {
  const first = layout.first && { first: viewMessage };
  return iterateImage({ descriptor: layout, ...first, entry: viewMessage }, bytes).entries;
}

function viewMessage(r: Reader, end: number): Uint8Array {
  const start = r.pos;
  r.pos = end;
  return r.bytes.subarray(start, end);
}
