import { type Source, sourceOf, tagAt, varintAt } from "../wire/wire.ts";

/** A value of a message, as it is on the wire. */
export interface WireValue {
  readonly number: number;
  readonly wire: number;
  /** Bytes of the value, without tag and length. */
  readonly bytes: Uint8Array;
}

/** Lists the values of a message in their order; the message must be valid. A group is listed as one empty value. */
export function* wireValues(bytes: Uint8Array): Generator<WireValue> {
  const source = sourceOf(bytes, true);
  let depth = 0;
  for (let pos = 0; pos < bytes.length; ) {
    const tag = tagAt(source, pos, bytes.length);
    const { start, end } = extentOf(source, tag.wire, pos + tag.size);
    if (depth === 0) yield { number: tag.number, wire: tag.wire, bytes: bytes.subarray(start, end) };
    if (tag.wire === GROUP) depth++;
    else if (tag.wire === GROUP_END) depth--;
    pos = end;
  }
}

const GROUP = 3;
const GROUP_END = 4;

function extentOf(source: Source, wire: number, pos: number): { readonly start: number; readonly end: number } {
  if (wire === GROUP || wire === GROUP_END) return { start: pos, end: pos };
  if (wire === 1) return { start: pos, end: pos + 8 };
  if (wire === 5) return { start: pos, end: pos + 4 };
  const { low, size } = varintAt(source, pos, source.bytes.length);
  return wire === 0 ? { start: pos, end: pos + size } : { start: pos + size, end: pos + size + low };
}
