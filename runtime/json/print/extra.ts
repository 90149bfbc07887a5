import { readFrame } from "../../image/framing.ts";
import type { ExtraLayout, MessagesLayout, PartLayout, RunLayout } from "../../image/layout.ts";
import { hasExtra, holds, lengthOf, type Owner } from "../../image/lookup.ts";
import { countOf, noPads, type Pads, readRun, takeRun, WIDTHS } from "../../image/runs.ts";
import { joinBytes } from "../../wire/bytes.ts";
import type { MessageLayout } from "../../wire/layout.ts";
import { unsigned } from "../../wire/numbers.ts";
import type { Reader } from "../../wire/reader.ts";
import { endMessage, type Printed } from "./fields.ts";
import { isMuch, printFramed, printWhole, quietly, type Steps } from "./message.ts";
import { type Printer, put, putBefore, putClose, putInteger, putName } from "./printer.ts";
import { printData } from "./values.ts";

/* Extras, from the image to CRIU's JSON. */

/** The message that was just read, and the pads of its extra. */
interface Padded extends Owner {
  readonly pads: Pads;
}

/**
 * Prints a framed message and its extra as one object. All of it is read and checked before the function returns; if
 * there is an extra, or much text, the remaining work of printing is returned.
 */
export function printRecord(
  p: Printer,
  r: Reader,
  end: number,
  layout: MessageLayout,
  extra: ExtraLayout | undefined,
  depth: number,
): Steps | undefined {
  if (extra === undefined) {
    const printed = printFramed(p, r, end, layout, depth);
    if (!("count" in printed)) return endSteps(p, printed, depth);
    endMessage(p, printed, depth);
    return undefined;
  }
  const again = { ...r, path: [...r.path] };
  quietly(p, () => {
    for (const _ of printWithExtra(p, r, end, layout, extra, depth));
  });
  return printWithExtra(p, again, end, layout, extra, depth);
}

function* endSteps(p: Printer, steps: Steps<Printed>, depth: number): Steps {
  endMessage(p, yield* steps, depth);
}

function* printWithExtra(
  p: Printer,
  r: Reader,
  end: number,
  layout: MessageLayout,
  extra: ExtraLayout,
  depth: number,
): Steps {
  const owner: Padded = { layout, bytes: r.bytes.subarray(r.pos, end), pads: noPads() };
  const printed = yield* printWhole(p, r, end, layout, depth);
  if (hasExtra(owner, extra, r.image)) {
    putName(p, "extra", printed.count++, depth + 1);
    if (p.payload) yield* printExtra(p, r, owner, extra, depth + 1);
    else put(p, `"... <${humanSize(sizeOf(r, owner, extra))}>"`);
  }
  endMessage(p, withPadding(printed, owner), depth);
}

function withPadding({ count, kept }: Printed, { pads }: Padded): Printed {
  return { count, kept: pads.bytes === undefined ? kept : { ...kept, padding: pads.bytes } };
}

/** Prints the extra of a message. */
function* printExtra(p: Printer, r: Reader, owner: Padded, extra: ExtraLayout, depth: number): Steps {
  if (!("parts" in extra)) yield* printPart(p, r, owner, extra, depth);
  else if (extra.joined === true) {
    const runs = Object.values(extra.parts).flatMap((part) => ("run" in part ? readBytesOf(r, owner, part) : []));
    printData(p, joinBytes(runs));
  } else yield* printNamed(p, r, owner, extra.parts, depth);
}

function* printNamed(
  p: Printer,
  r: Reader,
  owner: Padded,
  parts: Readonly<Record<string, PartLayout>>,
  depth: number,
): Steps {
  put(p, "{");
  let count = 0;
  for (const [name, part] of Object.entries(parts)) {
    if (!holds(owner, part.when, r.image)) continue;
    putName(p, name, count++, depth + 1);
    yield* printPart(p, r, owner, part, depth + 1);
  }
  putClose(p, "}", count, depth);
}

function* printPart(p: Printer, r: Reader, owner: Padded, part: PartLayout, depth: number): Steps {
  if ("messages" in part) yield* printMessages(p, r, owner, part, depth);
  else if (part.run === "bytes") printData(p, readBytesOf(r, owner, part));
  else yield* printIntegers(p, r, owner, part, depth);
}

function readBytesOf(r: Reader, owner: Padded, run: RunLayout): Uint8Array {
  return readRun(r, lengthOf(owner, run, r.image), run.length, run.pad, owner.pads);
}

function viewOf(r: Reader, owner: Padded, run: RunLayout): DataView {
  const count = Number(lengthOf(owner, run, r.image));
  return takeRun(r, WIDTHS[run.run] * count, run.length, run.pad, owner.pads);
}

function* printIntegers(p: Printer, r: Reader, owner: Padded, run: RunLayout, depth: number): Steps {
  const view = viewOf(r, owner, run);
  const width = WIDTHS[run.run];
  const count = view.byteLength / width;
  put(p, "[");
  for (let i = 0; i < count && !p.quiet; i++) {
    putBefore(p, i, depth + 1);
    putInteger(p, integerAt(view, width * i, width, r.littleEndian));
    if (isMuch(p)) yield;
  }
  putClose(p, "]", count, depth);
}

function integerAt(view: DataView, pos: number, width: 1 | 2 | 4 | 8, littleEndian: boolean): number | bigint {
  if (width === 2) return view.getUint16(pos, littleEndian);
  if (width === 4) return view.getUint32(pos, littleEndian);
  const [low, high] = littleEndian ? [pos, pos + 4] : [pos + 4, pos];
  return unsigned(view.getUint32(low, littleEndian), view.getUint32(high, littleEndian));
}

/** Prints an array of messages; each extra is an element of its own after its message. */
function* printMessages(p: Printer, r: Reader, owner: Padded, part: MessagesLayout, depth: number): Steps {
  const many = countOf(r, lengthOf(owner, part, r.image), "extra");
  put(p, "[");
  let count = 0;
  for (let i = 0; i < many; i++) {
    if (isMuch(p)) yield;
    r.path.push("extra", i);
    count += yield* printOne(p, r, part, count, depth + 1);
    r.path.length -= 2;
  }
  putClose(p, "]", count, depth);
}

/**
 * Prints element `index` of an array of messages, and its extra as the next element; returns the number of elements.
 */
function* printOne(p: Printer, r: Reader, part: MessagesLayout, index: number, depth: number): Steps<number> {
  const end = readFrame(r);
  const inner: Padded = { layout: part.messages, bytes: r.bytes.subarray(r.pos, end), pads: noPads() };
  putBefore(p, index, depth);
  const printed = yield* printWhole(p, r, end, part.messages, depth);
  const { extra } = part;
  if (extra === undefined || !hasExtra(inner, extra, r.image)) {
    endMessage(p, printed, depth);
    return 1;
  }
  // The pads are kept in the message, and it prints before its extra: so the extra is measured first.
  const { pos } = r;
  sizeOf(r, inner, extra);
  r.pos = pos;
  endMessage(p, withPadding(printed, inner), depth);
  putBefore(p, index + 1, depth);
  yield* printExtra(p, r, { ...inner, pads: noPads() }, extra, depth);
  return 2;
}

/** Returns the size of a message's extra in bytes, and moves past it. */
function sizeOf(r: Reader, owner: Padded, extra: ExtraLayout): number {
  if ("parts" in extra) return Object.values(extra.parts).reduce((sum, part) => sum + sizeOf(r, owner, part), 0);
  if (!holds(owner, extra.when, r.image)) return 0;
  if ("run" in extra) return viewOf(r, owner, extra).byteLength;
  const many = countOf(r, lengthOf(owner, extra, r.image), "extra");
  let size = 0;
  for (let i = 0; i < many; i++) {
    r.path.push("extra", i);
    const end = readFrame(r);
    const inner: Padded = { layout: extra.messages, bytes: r.bytes.subarray(r.pos, end), pads: noPads() };
    size += end - r.pos;
    r.pos = end;
    if (extra.extra !== undefined) size += sizeOf(r, inner, extra.extra);
    r.path.length -= 2;
  }
  return size;
}

/** Formats a number of bytes as crit does: `12B`, `1.5KB`. */
export function humanSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Number.isInteger(size) ? size : oneDecimal(size)}${UNITS[unit]}B`;
}

/** Rounds to a tenth, half to even as Python does; `toFixed` would round half up. */
function oneDecimal(size: number): string {
  const tenths = Math.floor(size * 10);
  const over = size * 10 - tenths;
  return ((over > 0.5 || (over === 0.5 && tenths % 2 === 1) ? tenths + 1 : tenths) / 10).toFixed(1);
}

const UNITS: readonly string[] = ["", "K", "M", "G", "T", "P", "E", "Z"];
