// Copied by critgen 0.1.0 from its runtime: do not edit.

import { canonical } from "../../wire/canonical.ts";
import { fieldsOf } from "../../wire/fields.ts";
import type { MessageLayout } from "../../wire/layout.ts";
import { createReader, type Reader } from "../../wire/reader.ts";
import { endFields, endNested, type Printed, printAll, printNext } from "./fields.ts";
import { type Level, levelOf } from "./level.ts";
import { type Printer, put } from "./printer.ts";

/*
 * Prints messages as CRIU's JSON, straight from the wire: no objects are made for fields. The text can be some twenty
 * times as long as the message, so printing pauses whenever there is much text, and the remainder of the message is
 * checked before any text of it is taken. If the text of its canonical form would be another, that form is printed.
 */

/** Size of printed text, in bytes, from which on printing pauses. */
const MUCH = 1 << 21;

/** Work of printing; yields whenever the text must be taken. */
export type Steps<T = void> = Generator<void, T>;

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
    const rest = { ...level, words: level.words && [...level.words], chosen: [...level.chosen] };
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

/** Prints a message like `printAll`; yields whenever the text must be taken. */
function* printInSteps(p: Printer, r: Reader, level: Level, begun?: Level): Steps<Printed> {
  for (let inner = begun; ; inner = printSome(p, r, level)) {
    if (inner !== undefined) endNested(p, r, inner, yield* printInSteps(p, r, inner));
    else if (isMuch(p)) yield;
    else if (r.pos >= level.end) return endFields(p, r, level);
  }
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

/** Reads and checks a framed message. */
export function check(p: Printer, r: Reader, end: number, layout: MessageLayout): void {
  quietly(p, () => printAll(p, r, begin(p, r, end, layout, 0)));
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
