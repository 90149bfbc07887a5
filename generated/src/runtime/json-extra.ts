// Copied by critgen 0.1.0 from its runtime: do not edit.

import { joinBytes } from "./bytes.ts";
import { endMessage, type Printed, printData, printFramed } from "./json-print.ts";
import { type Printer, put, putBefore, putClose, putInteger, putName } from "./json-printer.ts";
import type { ExtraLayout, MessageLayout, MessagesLayout, PartLayout, RunLayout } from "./layout.ts";
import { holds, numberIn } from "./lookup.ts";
import type { Reader } from "./reader.ts";
import { noPads, type Pads, readMany, readRun, readUint16s, readUint32s, readUint64s } from "./runs.ts";

/** How a printed image is to look. */
export interface Style {
  /** Whether what follows messages is printed, or only its size. */
  readonly payload: boolean;
}

/** A message that was just read, with what follows it. */
interface Owner {
  readonly layout: MessageLayout;
  readonly bytes: Uint8Array;
  readonly pads: Pads;
}

/** Prints a framed message and what follows it, as one object. */
export function printRecord(
  p: Printer,
  r: Reader,
  end: number,
  layout: MessageLayout,
  extra: ExtraLayout | undefined,
  style: Style,
  depth: number,
): void {
  if (extra === undefined) {
    endMessage(p, printFramed(p, r, end, layout, depth), depth);
    return;
  }
  const owner: Owner = { layout, bytes: r.bytes.subarray(r.pos, end), pads: noPads() };
  const printed = printFramed(p, r, end, layout, depth);
  if (follows(r, owner, extra)) {
    putName(p, "extra", printed.count++, depth + 1);
    if (style.payload) printExtra(p, r, owner, extra, depth + 1);
    else put(p, `"... <${humanSize(sizeOf(r, owner, extra))}>"`);
  }
  endMessage(p, withPadding(printed, owner), depth);
}

/** Whether anything can follow: parts with names always can. */
function follows(r: Reader, { layout, bytes }: Owner, extra: ExtraLayout): boolean {
  return "parts" in extra || holds(layout, bytes, extra.when, r.image);
}

function withPadding({ count, kept }: Printed, { pads }: Owner): Printed {
  return { count, kept: pads.bytes === undefined ? kept : { ...kept, padding: pads.bytes } };
}

/** Prints what follows a message. */
function printExtra(p: Printer, r: Reader, owner: Owner, extra: ExtraLayout, depth: number): void {
  if (!("parts" in extra)) printPart(p, r, owner, extra, depth);
  else if (extra.joined === true) {
    const runs = Object.values(extra.parts).flatMap((part) => ("run" in part ? readBytesOf(r, owner, part) : []));
    printData(p, joinBytes(runs));
  } else printNamed(p, r, owner, extra.parts, depth);
}

function printNamed(
  p: Printer,
  r: Reader,
  owner: Owner,
  parts: Readonly<Record<string, PartLayout>>,
  depth: number,
): void {
  put(p, "{");
  let count = 0;
  for (const [name, part] of Object.entries(parts)) {
    if (!follows(r, owner, part)) continue;
    putName(p, name, count++, depth + 1);
    printPart(p, r, owner, part, depth + 1);
  }
  putClose(p, "}", count, depth);
}

function printPart(p: Printer, r: Reader, owner: Owner, part: PartLayout, depth: number): void {
  if ("messages" in part) printMessages(p, r, owner, part, depth);
  else if (part.run === "bytes") printData(p, readBytesOf(r, owner, part));
  else {
    const values = readIntegersOf(r, owner, part);
    put(p, "[");
    for (const [i, value] of values.entries()) {
      putBefore(p, i, depth + 1);
      putInteger(p, value);
    }
    putClose(p, "]", values.length, depth);
  }
}

function readBytesOf(r: Reader, { layout, bytes, pads }: Owner, run: RunLayout): Uint8Array {
  return readRun(r, numberIn(layout, bytes, run.length, r.image), run.length, run.pad, pads);
}

function readIntegersOf(r: Reader, { layout, bytes, pads }: Owner, run: RunLayout): readonly (number | bigint)[] {
  const length = numberIn(layout, bytes, run.length, r.image);
  if (run.run === "u16") return readUint16s(r, length, run.length, run.pad, pads);
  if (run.run === "u32") return readUint32s(r, length, run.length, run.pad, pads);
  return readUint64s(r, length, run.length, run.pad, pads);
}

/** An array of messages; what follows each stands behind it, as an element of its own. */
function printMessages(p: Printer, r: Reader, owner: Owner, part: MessagesLayout, depth: number): void {
  put(p, "[");
  let count = 0;
  readMany(r, numberIn(owner.layout, owner.bytes, part.count, r.image), "extra", (_, end) => {
    const inner: Owner = { layout: part.messages, bytes: r.bytes.subarray(r.pos, end), pads: noPads() };
    putBefore(p, count++, depth + 1);
    const printed = printFramed(p, r, end, part.messages, depth + 1);
    const { extra } = part;
    if (extra === undefined || !follows(r, inner, extra)) {
      endMessage(p, printed, depth + 1);
      return;
    }
    // The padding is kept in the message, which stands before what is padded: its place is measured first.
    const { pos } = r;
    sizeOf(r, inner, extra);
    r.pos = pos;
    endMessage(p, withPadding(printed, inner), depth + 1);
    putBefore(p, count++, depth + 1);
    printExtra(p, r, { ...inner, pads: noPads() }, extra, depth + 1);
  });
  putClose(p, "]", count, depth);
}

function sizeOf(r: Reader, owner: Owner, extra: ExtraLayout): number {
  if ("parts" in extra) return Object.values(extra.parts).reduce((sum, part) => sum + sizeOf(r, owner, part), 0);
  if (!holds(owner.layout, owner.bytes, extra.when, r.image)) return 0;
  if ("run" in extra) {
    if (extra.run === "bytes") return readBytesOf(r, owner, extra).length;
    return readIntegersOf(r, owner, extra).length * { u16: 2, u32: 4, u64: 8 }[extra.run];
  }
  const sizes = readMany(r, numberIn(owner.layout, owner.bytes, extra.count, r.image), "extra", (_, end) => {
    const bytes = r.bytes.subarray(r.pos, end);
    r.pos = end;
    const inner: Owner = { layout: extra.messages, bytes, pads: noPads() };
    return bytes.length + (extra.extra === undefined ? 0 : sizeOf(r, inner, extra.extra));
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** A number of bytes as CRIU's tool writes it: `12B`, `1.5KB`. */
export function humanSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Number.isInteger(size) ? size : oneDecimal(size)}${UNITS[unit]}B`;
}

/** Rounded to the nearest tenth, and to the even one between two; `toFixed` would go up. */
function oneDecimal(size: number): string {
  const tenths = Math.floor(size * 10);
  const over = size * 10 - tenths;
  return ((over > 0.5 || (over === 0.5 && tenths % 2 === 1) ? tenths + 1 : tenths) / 10).toFixed(1);
}

const UNITS: readonly string[] = ["", "K", "M", "G", "T", "P", "E", "Z"];
