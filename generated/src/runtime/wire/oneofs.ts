// Copied by critgen 0.1.0 from its runtime: do not edit.

import { type Fields, isValue, type WireField } from "./fields.ts";
import type { Reader } from "./reader.ts";
import { passField } from "./walk.ts";

/** The field of a oneof that takes precedence, and the position from which on it does. */
interface Chosen {
  readonly field: WireField;
  readonly from: number;
}

/**
 * Removes the fields of oneofs that another field of the oneof displaces, in place: the last one takes precedence.
 *
 * @param r reader whose end is that of the message
 * @param begin start of the message
 * @returns the new end of the message
 */
export function dropDisplaced(r: Reader, fields: Fields, begin: number): number {
  const chosen: Chosen[] = [];
  eachMember(r, fields, begin, (field, from) => {
    if (field !== undefined && chosen[field.oneof]?.field !== field) chosen[field.oneof] = { field, from };
  });
  let end = begin;
  eachMember(r, fields, begin, (field, from) => {
    const kept = field && chosen[field.oneof];
    if (kept !== undefined && (kept.field !== field || from < kept.from)) return;
    r.bytes.copyWithin(end, from, r.pos);
    end += r.pos - from;
  });
  return end;
}

/** Calls `visit` for each field with its start, once the reader is after it; with `undefined` outside of oneofs. */
function eachMember(
  r: Reader,
  { byNumber }: Fields,
  begin: number,
  visit: (member: WireField | undefined, from: number) => void,
): void {
  for (r.pos = begin; r.pos < r.end; ) {
    const from = r.pos;
    const tag = passField(r);
    const field = byNumber.get(tag >>> 3);
    visit(field !== undefined && field.oneof >= 0 && isValue(field, tag) ? field : undefined, from);
  }
}
