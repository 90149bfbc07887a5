import { equalBytes } from "../../wire/bytes.ts";
import { canonical } from "../../wire/canonical.ts";
import { ImageError } from "../../wire/errors.ts";
import {
  type Fields,
  fieldsIn,
  fieldsOf,
  type NestedField,
  type ValueField,
  type WireField,
} from "../../wire/fields.ts";
import type { MessageLayout } from "../../wire/layout.ts";
import { createReader, descend, leave, type Reader, readError } from "../../wire/reader.ts";
import { sortFields } from "../../wire/sort.ts";
import { eachField } from "../../wire/walk.ts";
import { begin, end, putBytes, type Writer, writeList, writeUint32 } from "../../wire/writer.ts";
import { fromAddress } from "../text/addresses.ts";
import { fromInteger } from "../text/integers.ts";
import { ITEM, KEPT } from "../text/kept.ts";
import { isLong, readBase64 } from "./base64.ts";
import { eachProperty, readName, readText } from "./strings.ts";
import {
  badJson,
  badValue,
  duplicate,
  expect,
  hint,
  more,
  open,
  peek,
  skipValue,
  takeKey,
  unexpected,
  wrongType,
} from "./tokens.ts";
import { putElement, putScalar } from "./values.ts";

/* Messages from CRIU's JSON, straight to the wire: no objects are made for fields. */

/** Data in the JSON of a message beside its fields. */
export interface Scanned {
  /** Position of the extra's JSON, which has been skipped. */
  readonly extra: number | undefined;
  /** Whether the extra is long: then reading stopped before it. */
  readonly long: boolean;
  readonly kept: Kept;
}

/** Properties that a message may have beside its fields. */
interface Beside {
  /** Whether it can have an extra. */
  readonly extra: boolean;
  /** Whether reading stops before a long extra, once all required fields have come. */
  readonly breaksOff: boolean;
  /** Name that it has by its index, if any. */
  readonly item: string | undefined;
}

/** Data of a message that its fields do not hold. */
export interface Kept {
  /** Unknown fields. */
  unknown?: Uint8Array;
  /** The message as it was in the image, if it was not canonical. */
  wire?: Uint8Array;
  /** The pads of its extra. */
  padding?: Uint8Array;
}

const KEPT_KEYS = ["unknown", "wire", "padding"] as const;

/**
 * Writes a message without its frame.
 *
 * @param hasExtra whether the message can have an extra
 * @param breaksOff whether reading stops before a long extra, once all required fields have come
 */
export function scanFramed(r: Reader, w: Writer, layout: MessageLayout, hasExtra: boolean, breaksOff = false): Scanned {
  const start = w.pos;
  w.top = 0;
  const scanned = scanMessage(r, w, fieldsOf(layout), { extra: hasExtra, breaksOff, item: undefined });
  const { wire } = scanned.kept;
  if (wire === undefined) return scanned;
  // Edited fields take precedence: the kept bytes are written only if they still mean the same.
  const usual = keptMessage(r, "wire", () => canonical(layout, wire, w.image, w.maxDepth));
  if (equalBytes(usual, w.bytes.subarray(start, w.pos))) {
    w.pos = start;
    putBytes(w, wire);
  }
  return scanned;
}

/** Runs `read` on kept data, and reports its errors as errors of the JSON. */
function keptMessage<T>(r: Reader, key: keyof Kept, read: () => T): T {
  try {
    return read();
  } catch (problem) {
    if (!(problem instanceof ImageError)) throw problem;
    const what = `the kept bytes are not the fields of a message: ${problem.message}`;
    throw readError(r, "bad-value", what, { field: `${KEPT}.${key}` });
  }
}

/** Refuses kept pads of a message without an extra. */
export function refusePadding(r: Reader, { kept }: Scanned): void {
  if (kept.padding === undefined) return;
  throw readError(r, "bad-length", "the message has no pads", { field: `${KEPT}.padding` });
}

const NOTHING: Kept = {};
const BARE: Scanned = { extra: undefined, long: false, kept: NOTHING };
const NONE: Beside = { extra: false, breaksOff: false, item: undefined };
const NO_BYTES: Uint8Array = /* @__PURE__ */ new Uint8Array(0);

function scanMessage(r: Reader, w: Writer, fields: Fields, beside: Beside): Scanned {
  // An element of the entries is part of the text, and every other message the value of a field.
  if (r.path.length > 2) open(r, "{");
  else expect(r, "{");
  const start = w.pos;
  const base = w.top;
  let scanned = BARE;
  let sorted = true;
  let highest = 0;
  let required = 0;
  let guess = fields.inOrder[0];
  let last: WireField | undefined;
  for (let count = 0; !scanned.long && more(r, count, "}"); count++) {
    const at = r.pos;
    const guessed = guess !== undefined && takeKey(r, guess.key) ? guess : undefined;
    const name = guessed?.name ?? readName(r);
    const field = guessed ?? fields.byName.get(name);
    if (field === undefined) {
      scanned = scanBeside(r, scanned, fields, beside, name, at, required === fields.required);
      continue;
    }
    if (field.number > highest) highest = field.number;
    else {
      sorted = false;
      refuseDuplicate(r, w, field, base, at);
    }
    if (field.oneof >= 0) refuseSecond(r, w, field, fields, base, at);
    w.numbers[w.top++] = field.number;
    scanField(r, w, field);
    if (field.required) required++;
    if (last !== undefined) last.follower = field;
    last = field;
    guess = field.follower ?? fields.inOrder[field.index + 1];
  }
  if (required < fields.required) throw missingField(r, w, fields, base);
  const { unknown } = scanned.kept;
  if (unknown !== undefined) rearrange(w, start, wholeFields(r, w.image, unknown));
  else if (!sorted) rearrange(w, start, NO_BYTES);
  w.top = base;
  return scanned;
}

/** Reads the property `name`, which is no field; `isWhole` if all required fields have come. */
function scanBeside(
  r: Reader,
  scanned: Scanned,
  fields: Fields,
  beside: Beside,
  name: string,
  at: number,
  isWhole: boolean,
): Scanned {
  if (name === KEPT) {
    if (scanned.kept !== NOTHING) throw duplicate(r, at, name);
    return { ...scanned, kept: scanKept(r) };
  }
  if (name === "extra" && beside.extra) {
    if (scanned.extra !== undefined) throw duplicate(r, at, name);
    peek(r);
    const extra = r.pos;
    const long = beside.breaksOff && isWhole && isLong(r);
    if (!long) skipValue(r);
    return { ...scanned, extra, long };
  }
  if (name !== ITEM || beside.item === undefined) throw unknownField(r, at, name, fields);
  readItem(r, beside.item);
  return scanned;
}

/** Reads the name that an element has by its index, and refuses any other: the element may have been moved. */
function readItem(r: Reader, item: string): void {
  peek(r);
  const { pos } = r;
  const text = readText(r);
  if (text === item) return;
  const what = `the index makes this ${item}, not '${text}'`;
  throw badValue(r, pos, `${what}; remove ${ITEM}, or correct it`, ITEM);
}

function refuseDuplicate(r: Reader, w: Writer, { number, name }: WireField, base: number, at: number): void {
  if (w.numbers.slice(base, w.top).includes(number)) throw duplicate(r, at, name);
}

/** Refuses a second field of a oneof. */
function refuseSecond(r: Reader, w: Writer, field: WireField, { byNumber }: Fields, base: number, pos: number): void {
  const first = w.numbers.slice(base, w.top).find((number) => byNumber.get(number)?.oneof === field.oneof);
  if (first === undefined) return;
  const both = `'${field.name}' and '${byNumber.get(first)?.name}'`;
  throw badJson(r, `${both} are in the oneof '${field.layout.oneof}': keep one`, { pos });
}

function unknownField(r: Reader, pos: number, name: string, { layout, byName }: Fields): Error {
  const what = `'${name}' is not a field of ${layout.message}${hint(name, byName.keys())}`;
  return badJson(r, what, { pos });
}

function missingField(r: Reader, w: Writer, { inOrder }: Fields, base: number): Error {
  const there = w.numbers.slice(base, w.top);
  const field = inOrder.find(({ required, number }) => required && !there.includes(number));
  return readError(r, "missing-field", "a required field is missing", { field: field?.name });
}

function scanField(r: Reader, w: Writer, field: WireField): void {
  if (field.repeated) scanList(r, w, field);
  else if (field.type === "message") scanNested(r, w, field, -1);
  else putScalar(r, w, field);
}

function scanNested(r: Reader, w: Writer, field: NestedField, index: number): void {
  peek(r);
  // The path begins with the entries, which are not a message.
  descend(r, field.name, index, 1);
  const pos = r.pos;
  const start = begin(w, field.tag, field.name, index);
  const item = field.layout.names?.items?.[index];
  const { kept } = scanMessage(r, w, fieldsIn(field), item === undefined ? NONE : { ...NONE, item });
  if ((kept.wire ?? kept.padding) !== undefined) {
    throw badJson(r, `${KEPT} of a nested message holds only \`unknown\``, { pos });
  }
  end(w, start);
  leave(r, kept);
}

function scanList(r: Reader, w: Writer, field: WireField): void {
  if (peek(r) !== 0x5b) throw wrongType(r, "`[`: the field is repeated", field.name);
  r.pos++;
  if (field.type === "message") {
    for (let i = 0; more(r, i, "]"); i++) scanNested(r, w, field, i);
  } else if (field.type === "uint32" && field.layout.ipadd === true && peek(r) === 0x22) {
    scanAddress(r, w, field);
  } else scanScalars(r, w, field);
}

function scanScalars(r: Reader, w: Writer, field: ValueField): void {
  if (field.packed) writeList(w, field.number * 8 + 2, () => scanEach(r, w, field, 0));
  else scanEach(r, w, field, field.tag);
}

/** Writes the elements of a list, each after a tag; tag 0 writes none. */
function scanEach(r: Reader, w: Writer, field: ValueField, tag: number): void {
  for (let i = 0; more(r, i, "]"); i++) {
    r.path.push(field.name, i);
    putElement(r, w, field, tag, i);
    leave(r, field);
  }
}

/** Writes the words of an address; if the text is a number, the list has words in quotes instead. */
function scanAddress(r: Reader, w: Writer, field: ValueField): void {
  const pos = r.pos;
  const text = readText(r);
  const words = fromAddress(text, w.littleEndian);
  if (words !== undefined) {
    for (const word of words) writeUint32(w, field.tag, word, field.name);
    if (more(r, 1, "]")) throw unexpected(r, "`]`: an address is the only element");
    return;
  }
  if (fromInteger(text) === undefined) {
    throw badValue(r, pos, `'${text}' is neither an IPv4 nor an IPv6 address`, `${field.name}[0]`);
  }
  r.pos = pos;
  scanScalars(r, w, field);
}

function scanKept(r: Reader): Kept {
  const kept: Kept = {};
  eachProperty(
    r,
    (name, at) => {
      const key = KEPT_KEYS.find((known) => known === name);
      if (key === undefined) throw badJson(r, `${KEPT} has no property '${name}'${hint(name, KEPT_KEYS)}`, { pos: at });
      if (kept[key] !== undefined) throw duplicate(r, at, name);
      kept[key] = readBase64(r, `${KEPT}.${name}`);
    },
    KEPT,
  );
  return kept;
}

/** Sorts the fields written since `start` by number; unknown fields come after the known ones of their number. */
function rearrange(w: Writer, start: number, unknown: Uint8Array): void {
  putBytes(w, unknown);
  const bytes = w.bytes.slice(start, w.pos);
  sortFields(bytes, w.image, w.bytes.subarray(start));
}

/** Checks that kept bytes are whole fields, and returns them. */
function wholeFields(r: Reader, image: string, unknown: Uint8Array): Uint8Array {
  const fields = createReader(unknown, image);
  keptMessage(r, "unknown", () => eachField(fields, () => {}));
  return unknown;
}
