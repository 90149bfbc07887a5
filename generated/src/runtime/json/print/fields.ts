// Copied by critgen 0.1.0 from its runtime: do not edit.

import { type Fields, fieldsIn, isPacked, type NestedField, type WireField } from "../../wire/fields.ts";
import { readSize, readWordVarint } from "../../wire/numbers.ts";
import { closeAt, descend, leave, missing, type Reader } from "../../wire/reader.ts";
import { skipField } from "../../wire/walk.ts";
import { ITEM } from "../text/kept.ts";
import { printKept } from "./kept.ts";
import { firstMissing, type Level, levelOf, otherField, unknownOf } from "./level.ts";
import { beginList, endList, endPacked, takeWord } from "./list.ts";
import { type Printer, put, putBefore, putClose, putKey, putName } from "./printer.ts";
import { printValue } from "./values.ts";

/* Fields of a message, from the wire to CRIU's JSON. */

/** Largest nested message, in bytes, that is printed without a pause. */
const SHORT = 1 << 14;

/** A printed message without its closing brace: number of properties, and the data to keep beside them. */
export interface Printed {
  count: number;
  readonly kept: Record<string, Uint8Array>;
}

const NOTHING: Printed["kept"] = {};

/** Prints a message up to its last property; the nested message `begun` comes first, if it has begun. */
export function printAll(p: Printer, r: Reader, level: Level, begun?: Level): Printed {
  if (begun !== undefined) endNested(p, r, begun, printAll(p, r, begun));
  const { end, fields } = level;
  while (r.pos < end) {
    // A call less for each field: most messages have no packed list.
    if (level.packedEnd === 0) printField(p, r, level, fields);
    else printNext(p, r, level);
  }
  return endFields(p, r, level);
}

/** Prints the next field, or the next element of a packed list; only begins a long message, and returns it. */
export function printNext(p: Printer, r: Reader, level: Level): Level | undefined {
  if (level.packedEnd === 0) return printField(p, r, level, level.fields);
  if (r.pos < level.packedEnd) return printElement(p, r, level);
  endPacked(r, level);
  return undefined;
}

function printField(p: Printer, r: Reader, level: Level, { inOrder, byNumber }: Fields): Level | undefined {
  const start = r.pos;
  const tag = readWordVarint(p, r);
  // Fields usually come in order, with some absent.
  let { next } = level;
  let field = inOrder[next];
  while (field !== undefined && field.tag < tag) field = inOrder[++next];
  if (field?.tag !== tag) field = otherField(byNumber, tag);
  const place = (tag >>> 3) * 2 + (field === undefined ? 1 : 0);
  if (place <= level.last && (place < level.last || field?.repeated === false)) {
    // The field is out of order, or a duplicate.
    p.canonical = p.usual = false;
    level.disordered = true;
  }
  level.last = place;
  if (field === undefined) {
    skipField(r, tag, start);
    level.unknown += r.pos - start;
    level.next = next;
    return undefined;
  }
  level.next = field.repeated ? field.index : field.index + 1;
  return field.repeated ? printInList(p, r, field, level, tag) : printAlone(p, r, field, level);
}

function printAlone(p: Printer, r: Reader, field: WireField, level: Level): Level | undefined {
  endList(p, r, level);
  if (field.required) level.required++;
  if (field.oneof >= 0) choose(p, level, field);
  putKey(p, field.key, level.count++, level.depth);
  if (field.type === "message") return printNested(p, r, field, level, level.depth, -1);
  printValue(p, r, field, level.hex);
  return undefined;
}

/** Notes the field of a oneof; the canonical form has only the last one. */
function choose(p: Printer, { chosen }: Level, { oneof, index }: WireField): void {
  if ((chosen[oneof] ?? index) !== index) p.canonical = p.usual = false;
  chosen[oneof] = index;
}

function printInList(p: Printer, r: Reader, field: WireField, level: Level, tag: number): Level | undefined {
  const packed = isPacked(field, tag);
  // The canonical form has one packed run, or none.
  if (packed !== field.packed || (packed && level.list === field)) p.canonical = false;
  if (level.list !== field) beginList(p, r, field, level);
  if (!packed) return printElement(p, r, level);
  const size = readSize(p, r, field.name);
  // The canonical form does not have an empty list.
  if (size === 0) p.canonical = p.usual = false;
  level.packedEnd = r.pos + size;
  return undefined;
}

function printElement(p: Printer, r: Reader, level: Level): Level | undefined {
  const { list: field } = level;
  if (field === undefined || (level.words !== undefined && takeWord(p, r, field, level, level.words))) return undefined;
  putBefore(p, level.elements, level.depth + 1);
  const index = level.elements++;
  if (field.type === "message") return printNested(p, r, field, level, level.depth + 1, index);
  printValue(p, r, field, level.hex, index);
  return undefined;
}

/** Prints a nested message; only begins a long one, and returns it. */
function printNested(
  p: Printer,
  r: Reader,
  field: NestedField,
  outer: Level,
  depth: number,
  index: number,
): Level | undefined {
  const size = readSize(p, r, field.name);
  descend(r, field.name, index);
  put(p, "{");
  const hex = outer.hex || field.layout.hex === true;
  const level = levelOf(r, r.pos + size, fieldsIn(field), depth + 1, hex);
  const item = p.pretty ? field.layout.names?.items?.[index] : undefined;
  if (item !== undefined) {
    putName(p, ITEM, level.count++, level.depth);
    put(p, `"${item}"`);
  }
  if (size > SHORT && !p.quiet) return level;
  endNested(p, r, level, printAll(p, r, level));
  return undefined;
}

export function endNested(p: Printer, r: Reader, level: Level, printed: Printed): void {
  endMessage(p, printed, level.depth - 1);
  leave(r, level);
}

/** Ends the fields of a message: checks the required ones, and returns the data to keep. */
export function endFields(p: Printer, r: Reader, level: Level): Printed {
  const { end, begin: start, fields, count, unknown } = level;
  if (level.packedEnd > 0) endPacked(r, level);
  closeAt(r, end);
  endList(p, r, level);
  if (level.required < fields.required || level.disordered) {
    const field = firstMissing(fields, r.bytes.subarray(start, end), r.image);
    if (field !== undefined) throw missing(r, field);
  }
  if (unknown === 0 || p.quiet) return { count, kept: NOTHING };
  return { count, kept: { unknown: unknownOf(fields, r.bytes.subarray(start, end), unknown, r.image) } };
}

/** Prints the kept data of a message, and its closing brace. */
export function endMessage(p: Printer, { count, kept }: Printed, depth: number): void {
  const any = kept !== NOTHING && Object.keys(kept).length > 0;
  if (any) printKept(p, kept, count, depth + 1);
  putClose(p, "}", any ? count + 1 : count, depth);
}
