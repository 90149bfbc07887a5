// Copied by critgen 0.1.0 from its runtime: do not edit.

import { canonical } from "../../wire/canonical.ts";
import { type Fields, fieldsIn, fieldsOf, type NestedField, type WireField } from "../../wire/fields.ts";
import type { MessageLayout } from "../../wire/layout.ts";
import { readNumber, readSize, readWordVarint } from "../../wire/numbers.ts";
import { closeAt, createReader, descend, leave, missing, type Reader } from "../../wire/reader.ts";
import { eachField, skipField } from "../../wire/walk.ts";
import { addressText } from "../text/addresses.ts";
import { ITEM } from "../text/kept.ts";
import { printKept } from "./kept.ts";
import { type Printer, put, putBefore, putClose, putKey, putName } from "./printer.ts";
import { printValue } from "./values.ts";

/*
 * Prints messages as CRIU's JSON, straight from the wire: no objects are made for fields. The text can be some twenty
 * times as long as the message, so printing pauses whenever there is much text, and the remainder of the message is
 * checked before any text of it is taken. If the text of its canonical form would be another, that form is printed.
 */

/** Size of printed text, in bytes, from which on printing pauses. */
const MUCH = 1 << 21;

/** Largest nested message, in bytes, that is printed without a pause. */
const SHORT = 1 << 14;

/** Work of printing; yields whenever the text must be taken. */
export type Steps<T = void> = Generator<void, T>;

/** A printed message without its closing brace: number of properties, and the data to keep beside them. */
export interface Printed {
  count: number;
  readonly kept: Record<string, Uint8Array>;
}

const NOTHING: Printed["kept"] = {};

/** State of a message that is being printed. */
interface Level {
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
  /** Total size of the unknown fields, in bytes. */
  unknown: number;
}

function levelOf(r: Reader, end: number, fields: Fields, depth: number, hex: boolean): Level {
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
    unknown: 0,
  };
}

/** Returns whether the text must be taken before more is printed. */
export function isMuch(p: Printer): boolean {
  return p.pos > MUCH;
}

/**
 * Prints a framed message from `{` to its last property. If there is much text, the remaining fields are read and
 * checked, and the remaining work of printing is returned.
 *
 * @param depth depth of its braces
 */
export function printFramed(
  p: Printer,
  r: Reader,
  end: number,
  layout: MessageLayout,
  depth: number,
): Printed | Steps<Printed> {
  const [start, at] = [r.pos, p.pos];
  p.canonical = true;
  p.usual = true;
  const level = begin(p, r, end, layout, depth);
  const inner = printSome(p, r, level);
  let printed: Printed | Steps<Printed>;
  if (inner === undefined && r.pos >= end) printed = endFields(p, r, level);
  else {
    const rest = { ...level, words: level.words && [...level.words] };
    printed = printInSteps(p, { ...r, path: [...r.path] }, rest, inner && { ...inner });
    quietly(p, () => printAll(p, r, level, inner));
  }
  if (p.canonical || p.quiet) return printed;
  const wire = r.bytes.subarray(start, end);
  if (p.usual) return keepWire(printed, wire);
  p.pos = at;
  const usual = messageReader(r, canonical(layout, wire, r.image, r.maxDepth));
  return keepWire(printInSteps(p, usual, begin(p, usual, usual.end, layout, depth)), wire);
}

/** Keeps a message as it is in the image. */
function* keepWire(printed: Printed | Steps<Printed>, wire: Uint8Array): Steps<Printed> {
  const { count, kept } = "count" in printed ? printed : yield* printed;
  return { count, kept: { ...kept, wire } };
}

/** Prints fields until there is much text; only begins a long nested message, and returns it. */
function printSome(p: Printer, r: Reader, level: Level): Level | undefined {
  let inner: Level | undefined;
  while (inner === undefined && r.pos < level.end && (p.quiet || !isMuch(p))) inner = printNext(p, r, level);
  return inner;
}

/** Prints a message up to its last property; the nested message `begun` comes first, if it has begun. */
function* printInSteps(p: Printer, r: Reader, level: Level, begun?: Level): Steps<Printed> {
  for (let inner = begun; ; inner = printSome(p, r, level)) {
    if (inner !== undefined) endNested(p, r, inner, yield* printInSteps(p, r, inner));
    else if (isMuch(p)) yield;
    else if (r.pos >= level.end) return endFields(p, r, level);
  }
}

/** Prints a message like `printInSteps`, without a pause. */
function printAll(p: Printer, r: Reader, level: Level, begun?: Level): Printed {
  if (begun !== undefined) endNested(p, r, begun, printAll(p, r, begun));
  while (r.pos < level.end) printNext(p, r, level);
  return endFields(p, r, level);
}

/** Begins a message; `depth` is that of its braces. */
function begin(p: Printer, r: Reader, end: number, layout: MessageLayout, depth: number): Level {
  put(p, "{");
  return levelOf(r, end, fieldsOf(layout), depth + 1, false);
}

/** Prints a framed message from `{` to its last property. */
export function* printWhole(p: Printer, r: Reader, end: number, layout: MessageLayout, depth: number): Steps<Printed> {
  const printed = printFramed(p, r, end, layout, depth);
  return "count" in printed ? printed : yield* printed;
}

/** Reads a framed message, and returns whether it is canonical. */
export function check(p: Printer, r: Reader, end: number, layout: MessageLayout): boolean {
  p.canonical = true;
  quietly(p, () => printAll(p, r, begin(p, r, end, layout, 0)));
  return p.canonical;
}

/** Runs `work` with printing switched off: messages are read and checked only. */
export function quietly(p: Printer, work: () => void): void {
  const { quiet } = p;
  p.quiet = true;
  work();
  p.quiet = quiet;
}

/** Creates a reader of a single message of the same image. */
export function messageReader({ image, littleEndian, maxDepth }: Reader, bytes: Uint8Array): Reader {
  const r = createReader(bytes, image, { maxDepth });
  r.littleEndian = littleEndian;
  return r;
}

/** Prints the kept data of a message, and its closing brace. */
export function endMessage(p: Printer, { count, kept }: Printed, depth: number): void {
  const any = kept !== NOTHING && Object.keys(kept).length > 0;
  if (any) printKept(p, kept, count, depth + 1);
  putClose(p, "}", any ? count + 1 : count, depth);
}

/** Prints the next field, or the next element of a packed list; only begins a long message, and returns it. */
function printNext(p: Printer, r: Reader, level: Level): Level | undefined {
  if (level.packedEnd === 0) return printField(p, r, level);
  if (r.pos < level.packedEnd) return printElement(p, r, level);
  endPacked(r, level);
  return undefined;
}

function printField(p: Printer, r: Reader, level: Level): Level | undefined {
  const start = r.pos;
  const { inOrder, byNumber } = level.fields;
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

/** Returns the field of a tag that is out of order, or packed; `undefined` if the field is unknown. */
function otherField(byNumber: Fields["byNumber"], tag: number): WireField | undefined {
  const field = byNumber.get(tag >>> 3);
  return field !== undefined && (field.tag === tag || isPacked(field, tag)) ? field : undefined;
}

function isPacked(field: WireField, tag: number): boolean {
  return field.packable && tag === field.number * 8 + 2;
}

/** Ends the fields of a message: checks the required ones, and returns the data to keep. */
function endFields(p: Printer, r: Reader, level: Level): Printed {
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

/** Copies the unknown fields of a message, `size` bytes in total. */
function unknownOf(fields: Fields, bytes: Uint8Array, size: number, image: string): Uint8Array {
  const all = new Uint8Array(size);
  let pos = 0;
  eachField(createReader(bytes, image), (tag, start, stop) => {
    if (otherField(fields.byNumber, tag) !== undefined) return;
    for (let i = start; i < stop; i++) all[pos++] = bytes[i] ?? 0;
  });
  return all;
}

function printAlone(p: Printer, r: Reader, field: WireField, level: Level): Level | undefined {
  endList(p, r, level);
  if (field.required) level.required++;
  putKey(p, field.key, level.count++, level.depth);
  if (field.type === "message") return printNested(p, r, field, level, level.depth, -1);
  printValue(p, r, field, level.hex);
  return undefined;
}

function printInList(p: Printer, r: Reader, field: WireField, level: Level, tag: number): Level | undefined {
  const packed = isPacked(field, tag);
  if (packed !== field.packed) p.canonical = false;
  if (level.list !== field) beginList(p, r, field, level);
  if (!packed) return printElement(p, r, level);
  const size = readSize(p, r, field.name);
  // The canonical form does not have an empty list.
  if (size === 0) p.canonical = p.usual = false;
  level.packedEnd = r.pos + size;
  return undefined;
}

function endPacked(r: Reader, level: Level): void {
  closeAt(r, level.packedEnd, level.list?.name);
  level.packedEnd = 0;
}

function beginList(p: Printer, r: Reader, field: WireField, level: Level): void {
  endList(p, r, level);
  putKey(p, field.key, level.count++, level.depth);
  put(p, "[");
  level.list = field;
  level.elements = 0;
  level.words = p.pretty && field.layout.type === "uint32" && field.layout.ipadd === true ? [] : undefined;
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

/** Words of the longest address. */
const ADDRESS = 4;

/** Collects a word of a possible address; returns false if there are too many, and prints them as numbers. */
function takeWord(p: Printer, r: Reader, { name }: WireField, level: Level, words: number[]): boolean {
  if (words.length < ADDRESS) {
    words.push(Number(readNumber(p, r, "uint32", name)));
    return true;
  }
  putItems(p, level, words);
  level.words = undefined;
  return false;
}

function putItems(p: Printer, level: Level, items: readonly (string | number)[]): void {
  for (const item of items) {
    putBefore(p, level.elements++, level.depth + 1);
    put(p, `${item}`);
  }
}

function endList(p: Printer, r: Reader, level: Level): void {
  if (level.list === undefined) return;
  if (level.words !== undefined) {
    const address = addressText(level.words, r.littleEndian);
    putItems(p, level, address === undefined ? level.words : [`"${address}"`]);
  }
  putClose(p, "]", level.elements, level.depth);
  level.list = undefined;
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

function endNested(p: Printer, r: Reader, level: Level, printed: Printed): void {
  endMessage(p, printed, level.depth - 1);
  leave(r, level);
}

/** Returns the first required field that the message does not have. */
function firstMissing({ inOrder, byNumber }: Fields, bytes: Uint8Array, image: string): string | undefined {
  const seen = new Uint8Array(inOrder.length);
  eachField(createReader(bytes, image), (tag) => {
    const field = byNumber.get(tag >>> 3);
    if (field?.tag === tag) seen[field.index] = 1;
  });
  return inOrder.find(({ layout, index }) => layout.label === "required" && seen[index] === 0)?.layout.name;
}
