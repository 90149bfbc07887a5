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
 * times as long as the message, so printing pauses whenever there is much text, and resumes when it was taken. If a
 * message turns out not to be canonical, it is printed again from its canonical form.
 */

/** Size of printed text, in bytes, from which on printing pauses. */
const MUCH = 1 << 21;

/** Largest nested message, in bytes, that is printed without a pause. */
const SHORT = 4096;

/** A printed message without its closing brace: number of properties, and the data to keep beside them. */
export interface Printed {
  count: number;
  readonly kept: Record<string, Uint8Array>;
}

const NOTHING: Printed["kept"] = {};

/** State of a message that is being printed. */
interface Level {
  /** The enclosing message. */
  readonly outer: Level | undefined;
  readonly fields: Fields;
  readonly begin: number;
  readonly end: number;
  /** Depth of its properties. */
  readonly depth: number;
  /** Whether an enclosing message asks for hexadecimal integers. */
  readonly hex: boolean;
  /** Size of text from which on printing pauses in this message. */
  readonly most: number;
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

/** A framed message that is being printed. */
interface Job {
  readonly r: Reader;
  level: Level;
}

function levelOf(r: Reader, end: number, fields: Fields, depth: number, hex: boolean, outer?: Level): Level {
  return {
    outer,
    fields,
    begin: r.pos,
    end,
    depth,
    hex,
    most: outer === undefined || end - r.pos > SHORT ? MUCH : Infinity,
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
  return p.pos > MUCH && !p.quiet;
}

/** Copies a job, so that it resumes independently. */
function copyOf({ r, level }: Job): Job {
  return { r: Object.assign(messageReader(r, r.bytes), r, { path: [...r.path] }), level: copyOfLevel(r, level) };
}

function copyOfLevel(r: Reader, level: Level): Level {
  const { end, fields, depth, hex, words } = level;
  const outer = level.outer && copyOfLevel(r, level.outer);
  return Object.assign(levelOf(r, end, fields, depth, hex, outer), level, { outer, words: words && [...words] });
}

/** Begins a message; `depth` is that of its braces. */
function begin(p: Printer, r: Reader, end: number, layout: MessageLayout, depth: number): Job {
  put(p, "{");
  return { r, level: levelOf(r, end, fieldsOf(layout), depth + 1, false) };
}

/** Prints up to the last property of a message; returns `undefined` if it pauses before. */
function run(p: Printer, job: Job): Printed | undefined {
  const { r } = job;
  for (;;) {
    const { level } = job;
    const inner = printFields(p, r, level);
    if (inner !== undefined) job.level = inner;
    else if (isMuch(p)) return undefined;
    else if (level.outer === undefined) return endFields(p, r, level);
    else {
      endNested(p, r, level);
      job.level = level.outer;
    }
  }
}

/** Remaining work of printing a framed message that has been read in full. */
export interface Rest {
  readonly job: Job;
  /** The message as it is in the image, if its canonical form is printed instead. */
  readonly wire: Uint8Array | undefined;
}

/**
 * Prints a framed message from `{` to its last property. If there is much text, printing pauses, the remaining fields
 * are read and checked, and the remaining work is returned.
 *
 * @param depth depth of its braces
 */
export function printFramed(p: Printer, r: Reader, end: number, layout: MessageLayout, depth: number): Printed | Rest {
  const { pos: start } = r;
  const { pos: at } = p;
  p.canonical = true;
  const job = begin(p, r, end, layout, depth);
  const printed = run(p, job);
  const left = printed === undefined ? copyOf(job) : undefined;
  if (left !== undefined) quietly(p, () => run(p, job));
  if (p.canonical || p.quiet) return printed ?? { job: left ?? job, wire: undefined };
  p.pos = at;
  const wire = r.bytes.subarray(start, end);
  const again = canonicalOf(r, wire, layout);
  const second = begin(p, again, again.end, layout, depth);
  if (left !== undefined) return { job: second, wire };
  const kept = run(p, second);
  return kept === undefined ? { job: second, wire } : keepWire(kept, wire);
}

/** Prints the remaining fields of a framed message; yields whenever the text must be taken. */
export function* printRest(p: Printer, { job, wire }: Rest): Generator<void, Printed> {
  for (;;) {
    const printed = run(p, job);
    if (printed !== undefined) return wire === undefined ? printed : keepWire(printed, wire);
    yield;
  }
}

/** Prints a framed message from `{` to its last property; yields whenever the text must be taken. */
export function* printWhole(
  p: Printer,
  r: Reader,
  end: number,
  layout: MessageLayout,
  depth: number,
): Generator<void, Printed> {
  const printed = printFramed(p, r, end, layout, depth);
  return "job" in printed ? yield* printRest(p, printed) : printed;
}

/** Reads a framed message, and returns whether it is canonical. */
export function check(p: Printer, r: Reader, end: number, layout: MessageLayout): boolean {
  p.canonical = true;
  quietly(p, () => run(p, begin(p, r, end, layout, 0)));
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

function canonicalOf(r: Reader, bytes: Uint8Array, layout: MessageLayout): Reader {
  return messageReader(r, canonical(layout, bytes, r.image, r.maxDepth));
}

function keepWire({ count, kept }: Printed, wire: Uint8Array): Printed {
  return { count, kept: { ...kept, wire } };
}

/** Prints the kept data of a message, and its closing brace. */
export function endMessage(p: Printer, { count, kept }: Printed, depth: number): void {
  const any = kept !== NOTHING && Object.keys(kept).length > 0;
  if (any) printKept(p, kept, count, depth + 1);
  putClose(p, "}", any ? count + 1 : count, depth);
}

/** Prints the fields of a message; pauses if there is much text, or returns a long nested message that begins. */
function printFields(p: Printer, r: Reader, level: Level): Level | undefined {
  const { end, fields, most } = level;
  let inner: Level | undefined;
  while (inner === undefined && r.pos < end && (p.pos <= most || p.quiet)) {
    if (level.packedEnd === 0) inner = printField(p, r, level, fields);
    else if (r.pos < level.packedEnd) printElement(p, r, level);
    else endPacked(r, level);
  }
  return inner;
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
    p.canonical = false;
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
  if (size === 0) p.canonical = false;
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

/** Prints a short nested message; begins a long one and returns it. */
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
  const level = levelOf(r, r.pos + size, fieldsIn(field), depth + 1, outer.hex || field.layout.hex === true, outer);
  const item = p.pretty ? field.layout.names?.items?.[index] : undefined;
  if (item !== undefined) {
    putName(p, ITEM, level.count++, level.depth);
    put(p, `"${item}"`);
  }
  const inner = size > SHORT ? level : printFields(p, r, level);
  if (inner === undefined) endNested(p, r, level);
  return inner;
}

function endNested(p: Printer, r: Reader, level: Level): void {
  endMessage(p, endFields(p, r, level), level.depth - 1);
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
