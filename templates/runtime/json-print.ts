import { equalBytes, joinBytes } from "./bytes.ts";
import { canonical } from "./canonical.ts";
import { type Fields, fieldsIn, fieldsOf, type NestedField, type WireField } from "./fields.ts";
import { addressText } from "./json-addresses.ts";
import { floatText, prettyText } from "./json-numbers.ts";
import {
  type Printer,
  put,
  putBase64,
  putBase64Lines,
  putBefore,
  putClose,
  putInteger,
  putKey,
  putName,
  putText,
} from "./json-printer.ts";
import { quotedPrintable } from "./json-quoted.ts";
import { jsonString } from "./json-strings.ts";
import type { MessageLayout, ScalarField } from "./layout.ts";
import { closeAt, createReader, descend, leave, missing, type Reader, readUint32 } from "./reader.ts";
import { skipUnknown } from "./unknown.ts";
import { readNumber, readSize, readWordVarint } from "./wire-number.ts";

/*
 * Messages as CRIU's JSON, straight from the wire: no objects are made on the way. What stands there in another way
 * than CRIU's is noticed while it is read, and printed again from the canonical form of it.
 */

/** The key of what CRIU's JSON has no place for. CRIU's own tool does not look at it. */
export const KEPT = "$kept";

/** A message of which more can be printed: how many properties it has so far, and what is to be kept beside them. */
export interface Printed {
  count: number;
  readonly kept: Record<string, Uint8Array>;
}

/** Prints a framed message from `{` to its last property. `depth` is that of its braces. */
export function printFramed(p: Printer, r: Reader, end: number, layout: MessageLayout, depth: number): Printed {
  const start = r.pos;
  const at = p.pos;
  p.canonical = true;
  put(p, "{");
  const printed = printFields(p, r, end, fieldsOf(layout), depth + 1, false);
  if (p.canonical) return printed;
  const bytes = r.bytes.subarray(start, end);
  const same = canonical(layout, bytes, r.image, r.maxDepth);
  if (equalBytes(same, bytes)) return printed;
  const again = createReader(same, r.image);
  again.littleEndian = r.littleEndian;
  p.pos = at;
  put(p, "{");
  const { count, kept } = printFields(p, again, again.end, fieldsOf(layout), depth + 1, false);
  return { count, kept: { ...kept, wire: bytes } };
}

/** Prints what is kept of a message, and the brace that closes it. */
export function endMessage(p: Printer, { count, kept }: Printed, depth: number): void {
  const any = kept !== NOTHING && Object.keys(kept).length > 0;
  if (any) printKept(p, kept, count, depth + 1);
  putClose(p, "}", any ? count + 1 : count, depth);
}

/** What CRIU's JSON has no place for, as property `index` of whatever it belongs to. */
export function printKept(
  p: Printer,
  kept: Readonly<Record<string, Uint8Array | string>>,
  index: number,
  depth: number,
): void {
  putName(p, KEPT, index, depth);
  put(p, "{");
  let count = 0;
  for (const [name, value] of Object.entries(kept)) {
    putName(p, name, count++, depth + 1);
    put(p, '"');
    if (typeof value === "string") put(p, value);
    else putBase64(p, value);
    put(p, '"');
  }
  putClose(p, "}", count, depth);
}

/** The state of a message while it is printed. */
interface State {
  count: number;
  required: number;
  /** Something came late, or once more: a field may have been counted twice. */
  disordered: boolean;
  /** The list that is open, and how many elements it has. */
  list: WireField | undefined;
  elements: number;
  /** The words of an address, which prints when the list is closed. */
  words: number[] | undefined;
  unknown: Uint8Array[] | undefined;
}

const NOTHING: Printed["kept"] = {};

function printFields(p: Printer, r: Reader, end: number, fields: Fields, depth: number, hex: boolean): Printed {
  const state: State = {
    count: 0,
    required: 0,
    disordered: false,
    list: undefined,
    elements: 0,
    words: undefined,
    unknown: undefined,
  };
  const { inOrder } = fields;
  const begin = r.pos;
  let next = 0;
  // Twice the number of the last field, and one more where it was none of the schema's.
  let last = 0;
  while (r.pos < end) {
    const start = r.pos;
    const tag = readWordVarint(p, r);
    let field = inOrder[next];
    // Fields come in their order, and some are not there.
    while (field !== undefined && field.tag < tag) field = inOrder[++next];
    if (field?.tag !== tag) field = fields.byNumber.get(tag >>> 3);
    const packed = field?.packable === true && tag === field.number * 8 + 2;
    const place = (tag >>> 3) * 2;
    if (field === undefined || (field.tag !== tag && !packed)) {
      if (place + 1 < last) {
        p.canonical = false;
        state.disordered = true;
      }
      last = place + 1;
      skipUnknown(r, tag, start);
      state.unknown ??= [];
      state.unknown.push(r.bytes.subarray(start, r.pos));
      continue;
    }
    if (place < last || (place === last && !field.repeated)) {
      p.canonical = false;
      state.disordered = true;
    }
    if (field.repeated && packed !== field.packed) p.canonical = false;
    last = place;
    next = field.repeated ? field.index : field.index + 1;
    if (field.repeated) printElements(p, r, field, state, depth, hex, packed);
    else {
      endList(p, r, state, depth);
      putKey(p, field.key, state.count++, depth);
      printValue(p, r, field, depth, hex, -1);
      if (field.required) state.required++;
    }
  }
  closeAt(r, end);
  endList(p, r, state, depth);
  if (state.required < fields.required || state.disordered) {
    const field = firstMissing(fields, r.bytes.subarray(begin, end), r.image);
    if (field !== undefined) throw missing(r, field);
  }
  return { count: state.count, kept: state.unknown === undefined ? NOTHING : { unknown: joinBytes(state.unknown) } };
}

function printElements(
  p: Printer,
  r: Reader,
  field: WireField,
  state: State,
  depth: number,
  hex: boolean,
  packed: boolean,
): void {
  if (state.list !== field) beginList(p, r, field, state, depth);
  if (!packed) {
    printElement(p, r, field, state, depth, hex);
    return;
  }
  const size = readSize(p, r, field.name);
  const stop = r.pos + size;
  if (size === 0) p.canonical = false;
  while (r.pos < stop) printElement(p, r, field, state, depth, hex);
  closeAt(r, stop, field.name);
}

function beginList(p: Printer, r: Reader, field: WireField, state: State, depth: number): void {
  endList(p, r, state, depth);
  putKey(p, field.key, state.count++, depth);
  put(p, "[");
  state.list = field;
  state.elements = 0;
  state.words = p.pretty && field.layout.type === "uint32" && field.layout.ipadd === true ? [] : undefined;
}

function printElement(p: Printer, r: Reader, field: WireField, state: State, depth: number, hex: boolean): void {
  if (state.words !== undefined) {
    state.words.push(Number(readNumber(p, r, "uint32", field.name)));
    return;
  }
  putBefore(p, state.elements, depth + 1);
  printValue(p, r, field, depth + 1, hex, state.elements++);
}

function endList(p: Printer, r: Reader, state: State, depth: number): void {
  if (state.list === undefined) return;
  const { words } = state;
  if (words !== undefined) {
    const address = addressText(words, r.littleEndian);
    const items = address === undefined ? words.map(String) : [`"${address}"`];
    for (const item of items) {
      putBefore(p, state.elements++, depth + 1);
      put(p, item);
    }
  }
  putClose(p, "]", state.elements, depth);
  state.list = undefined;
}

function printValue(p: Printer, r: Reader, field: WireField, depth: number, hex: boolean, index: number): void {
  switch (field.type) {
    case "message":
      printNested(p, r, field, depth, hex, index);
      break;
    case "string":
    case "bytes":
      printBytes(p, r, field.layout, field.name);
      break;
    case "bool":
      put(p, readNumber(p, r, "bool", field.name) === 1 ? "true" : "false");
      break;
    case "enum":
      printEnum(p, r, field);
      break;
    case "float":
    case "double":
      putFloat(p, Number(readNumber(p, r, field.type, field.name)));
      break;
    default: {
      const value = readNumber(p, r, field.type, field.name);
      if (p.pretty) printPretty(p, value, field.layout, hex);
      else putInteger(p, value);
    }
  }
}

/** A floating-point number. JSON.parse keeps -0.0, but JSON.stringify drops its sign. */
function putFloat(p: Printer, value: number): void {
  const text = floatText(value);
  put(p, p.quoteLarge && Object.is(value, -0) ? `"${text}"` : text);
}

function printNested(p: Printer, r: Reader, field: NestedField, depth: number, hex: boolean, index: number): void {
  const size = readSize(p, r, field.name);
  descend(r, field.name, index);
  put(p, "{");
  const printed = printFields(p, r, r.pos + size, fieldsIn(field), depth + 1, hex || field.layout.hex === true);
  endMessage(p, printed, depth);
  leave(r, printed);
}

function printEnum(p: Printer, r: Reader, { name, names }: WireField): void {
  const value = Number(readNumber(p, r, "enum", name));
  const text = names.get(value);
  if (text === undefined) {
    putInteger(p, value);
    return;
  }
  put(p, '"');
  put(p, text);
  put(p, '"');
}

function printBytes(p: Printer, r: Reader, { type, conv }: ScalarField, name: string): void {
  const size = readSize(p, r, name);
  r.pos += size;
  if (type === "string") putText(p, r.bytes, r.pos - size, r.pos);
  else printData(p, r.bytes.subarray(r.pos - size, r.pos), conv !== undefined);
}

/** Bytes as JSON shows them: base64, or quoted-printable. */
export function printData(p: Printer, bytes: Uint8Array, quoted = false): void {
  if (quoted) {
    put(p, jsonString(quotedPrintable(bytes)));
    return;
  }
  put(p, '"');
  putBase64Lines(p, bytes);
  put(p, '"');
}

/** An integer in pretty JSON. `hex`: a message around it asks for hexadecimal. */
function printPretty(p: Printer, value: number | bigint, field: ScalarField, hex: boolean): void {
  const text = prettyText(value, field, hex);
  if (text === undefined) putInteger(p, value);
  else put(p, text);
}

/** The first of the required fields that the bytes of a message do not have. */
function firstMissing({ inOrder }: Fields, bytes: Uint8Array, image: string): string | undefined {
  const r = createReader(bytes, image);
  const tags = new Set<number>();
  while (r.pos < r.end) {
    const start = r.pos;
    const tag = readUint32(r);
    tags.add(tag);
    skipUnknown(r, tag, start);
  }
  return inOrder.find(({ layout, tag }) => layout.label === "required" && !tags.has(tag))?.layout.name;
}
