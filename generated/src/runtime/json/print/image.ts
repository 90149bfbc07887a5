// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { Framing, ReadOptions } from "../../image/framing.ts";
import { identify } from "../../image/identify.ts";
import { entriesOf, follows, type ImageReader, openImage, readRest } from "../../image/image.ts";
import type { Condition, ImageLayout } from "../../image/layout.ts";
import { holds } from "../../image/lookup.ts";
import { type Chunks, peekChunks, streamImage } from "../../image/stream.ts";
import { joinBytes } from "../../wire/bytes.ts";
import { checkBytes, checkOptions } from "../../wire/checks.ts";
import { ImageError } from "../../wire/errors.ts";
import type { MessageLayout } from "../../wire/layout.ts";
import { createReader, type Reader } from "../../wire/reader.ts";
import { BASE64_LINE, putBase64Lines } from "./base64.ts";
import { humanSize, printRecord, type Style } from "./extra.ts";
import { printKept } from "./kept.ts";
import { check, isMuch, messageReader, printWhole, type Steps } from "./message.ts";
import { createPrinter, joined, type Printer, put, putBefore, putClose, putLine, putName, taken } from "./printer.ts";
import { printData } from "./values.ts";

/* From an image to CRIU's JSON, in one go or while the bytes arrive. */

/** Options of converting an image into CRIU's JSON. */
export interface JsonOptions extends ReadOptions {
  /** Whether to write several lines, with names, addresses and hexadecimal for integers as crit shows them. */
  readonly pretty?: boolean;
  /**
   * Whether to quote numbers that programs with doubles (JavaScript's JSON.parse, jq before 1.7) would change: integers
   * beyond 2^53, and -0.0. `jsonToImage` accepts them.
   */
  readonly quoteLarge?: boolean;
  /** If false, only the sizes of extras are shown, and the JSON cannot be converted back. */
  readonly payload?: boolean;
  /** Name of the file, without folders: it distinguishes images that share a magic. */
  readonly file?: string;
}

/** A first message that has been read, and is printed later: the head of the JSON comes before it. */
interface First {
  readonly r: Reader;
  readonly layout: MessageLayout;
  readonly entries: boolean;
  readonly rest: boolean;
}

/** Reads an image and prints each entry at once; an entry is its remaining work of printing. */
type JsonReader = ImageReader<string, Iterable<void>, First, Uint8Array>;

/** State of an image that is being printed. */
interface Session {
  readonly layout: ImageLayout;
  readonly p: Printer;
  readonly style: Style;
  readonly reader: JsonReader;
  /** Elements printed so far, and the end of the last; text after that belongs to an incomplete entry. */
  count: number;
  done: number;
}

/** Depth of entries in the JSON of an image. */
const ENTRY = 2;

/**
 * Converts an image into CRIU's JSON, in ASCII and without a line end, as crit writes it into a file.
 *
 * @param layouts the images that it may be
 * @throws {ImageError} if the bytes are none of these images, or are invalid; `raw-image` if the image has no structure
 */
export function imageToJson(layouts: readonly ImageLayout[], bytes: Uint8Array, options: JsonOptions = {}): string {
  checkBytes(undefined, bytes);
  const session = createSession(layouts, bytes, options);
  const r = createReader(bytes, session.layout.image, options);
  const { head, entry, rest } = openImage(session.reader, r, options);
  let text = "";
  const take = (): void => {
    text = joined(text, session.p);
    session.done = 0;
  };
  printHead(session, head);
  const first = head.first ?? (rest && NO_FIRST);
  if (first !== undefined) for (const _ of printFirst(session, first, rest?.(r))) take();
  for (const more of entriesOf(r, entry, options)) {
    if (isMuch(session.p)) take();
    for (const _ of more) take();
    session.done = session.p.pos;
  }
  printTail(session);
  take();
  return text;
}

/** Size of the pieces that are printed, in bytes. */
const CHUNK = 1 << 16;

/**
 * Converts an image into CRIU's JSON piece by piece, while its bytes arrive; only the current entry is held in memory.
 *
 * @param layouts the images that it may be
 * @throws {ImageError} like `imageToJson`
 */
export async function* streamImageToJson(
  layouts: readonly ImageLayout[],
  chunks: Chunks,
  options: JsonOptions = {},
): AsyncGenerator<Uint8Array> {
  const { start, all, close } = await peekChunks(chunks, LONGEST_MAGIC);
  const session = await orClose(() => createSession(layouts, start, options), close);
  const image = await streamImage(session.reader, all, options);
  printHead(session, image);
  const { layout } = session;
  const first = image.first ?? (layout.first === undefined && layout.rest ? NO_FIRST : undefined);
  if (first?.rest === true) yield* firstPieces(session, first, image.rest);
  else if (first !== undefined) for (const _ of printFirst(session, first, undefined)) yield take(session);
  for await (const more of image.entries) {
    if (session.p.pos > CHUNK) yield take(session);
    for (const _ of more) yield take(session);
    session.done = session.p.pos;
  }
  printTail(session);
  yield take(session);
}

/** Size of a head and a magic, in bytes. */
const LONGEST_MAGIC = 8;

async function orClose<T>(run: () => T, close: () => Promise<void>): Promise<T> {
  try {
    return run();
  } catch (problem) {
    await close();
    throw problem;
  }
}

/** Returns the printed text, and empties the printer. */
function take(session: Session): Uint8Array {
  session.done = 0;
  return taken(session.p);
}

function createSession(layouts: readonly ImageLayout[], start: Uint8Array, options: JsonOptions): Session {
  checkOptions(undefined, options);
  const layout = identify(layouts, start, options.file);
  if (layout.magic === undefined) {
    const what = "CRIU puts no structure into this file: it has no JSON form";
    throw new ImageError("raw-image", what, { image: layout.image });
  }
  const p = createPrinter(options.pretty === true, options.quoteLarge === true);
  const session = { layout, p, style: { payload: options.payload !== false }, count: 0, done: 0 };
  const reader: JsonReader = {
    descriptor: layout,
    ...(layout.first && { first: (r, end) => readFirst(p, r, end, layout) }),
    ...(layout.entries && { entry: (r, end) => readEntry(whole, r, end) }),
    ...(layout.rest && { rest: readRest }),
    follows,
    entriesIf: ({ entries }) => entries,
    restIf: ({ rest }) => rest,
  };
  const whole: Session = Object.assign(session, { reader });
  return whole;
}

/** Reads the first message and checks it. It is printed later, because the framing decides the text before it. */
function readFirst(p: Printer, r: Reader, end: number, image: ImageLayout): First {
  const layout = image.first ?? NOTHING;
  const bytes = r.bytes.subarray(r.pos, end);
  check(p, r, end, layout);
  const follows = (when: Condition | undefined): boolean => holds({ layout, bytes }, when, r.image);
  return {
    r: messageReader(r, bytes),
    layout,
    entries: follows(image.entriesWhen),
    rest: image.rest === true && follows(image.restWhen),
  };
}

const NOTHING: MessageLayout = { message: "", fields: [] };
const NO_FIRST: First = {
  r: /* @__PURE__ */ createReader(/* @__PURE__ */ new Uint8Array(0), ""),
  layout: NOTHING,
  entries: false,
  rest: true,
};

/** No remaining work. */
const DONE: Iterable<void> = [];

function readEntry(session: Session, r: Reader, end: number): Iterable<void> {
  const { p, layout, style } = session;
  // In a stream: discards the text of an attempt that ran out of bytes.
  p.pos = session.done;
  p.quiet = false;
  putBefore(p, session.count, ENTRY);
  const more = layout.entries && printRecord(p, r, end, layout.entries, layout.extra, style, ENTRY);
  session.count++;
  session.done = p.pos;
  return more ?? DONE;
}

/** Prints the properties before the entries, and their opening bracket. */
function printHead(session: Session, framing: Framing): void {
  const { layout, p } = session;
  const kept: Record<string, string> = {};
  if (layout.differs) kept["image"] = layout.image;
  if (framing.version === "v1.0") kept["version"] = framing.version;
  if (framing.byteOrder === "big") kept["byteOrder"] = framing.byteOrder;
  put(p, "{");
  putName(p, "magic", 0, 1);
  put(p, `"${layout.alias ?? layout.image}"`);
  if (Object.keys(kept).length > 0) printKept(p, kept, 1, 1);
  putName(p, "entries", 1, 1);
  put(p, "[");
  session.done = p.pos;
}

/** Prints the first element: the first message, with the rest as its extra. */
function* printFirst(session: Session, first: First, rest: Uint8Array | undefined): Steps {
  const { p, style } = session;
  let count = yield* beginFirst(session, first);
  if (rest !== undefined) {
    putName(p, "extra", count++, ENTRY + 1);
    if (style.payload) printData(p, rest);
    else put(p, `"... <${humanSize(rest.length)}>"`);
  }
  endFirst(session, count);
}

/**
 * Prints the first message with its kept data, which comes before the rest because that is written as it arrives.
 * Returns the number of properties.
 */
function* beginFirst({ p }: Session, { r, layout }: First): Steps<number> {
  putBefore(p, 0, ENTRY);
  r.pos = 0;
  const { count, kept } = yield* printWhole(p, r, r.end, layout, ENTRY);
  if (Object.keys(kept).length === 0) return count;
  printKept(p, kept, count, ENTRY + 1);
  return count + 1;
}

function endFirst(session: Session, count: number): void {
  const { p } = session;
  putClose(p, "}", count, ENTRY);
  session.count = 1;
  session.done = p.pos;
}

/** Prints the first element while the rest arrives. */
async function* firstPieces(
  session: Session,
  first: First,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  const { p, style } = session;
  const steps = beginFirst(session, first);
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) yield take(session);
  putName(p, "extra", step.value, ENTRY + 1);
  put(p, '"');
  let size = 0;
  let pending = new Uint8Array(0);
  for await (const chunk of rest) {
    size += chunk.length;
    if (!style.payload) continue;
    const bytes = joinBytes([pending, chunk]);
    const whole = bytes.length - (bytes.length % BASE64_LINE);
    putBase64Lines(p, bytes.subarray(0, whole));
    pending = bytes.slice(whole);
    yield take(session);
  }
  if (style.payload) putBase64Lines(p, pending);
  else put(p, `... <${humanSize(size)}>`);
  put(p, '"');
  endFirst(session, step.value + 1);
}

/** Prints the closing brackets; discards the text of an incomplete entry. */
function printTail({ p, count, done }: Session): void {
  p.pos = done;
  p.quiet = false;
  putClose(p, "]", count, 1);
  putLine(p, 0);
  put(p, "}");
}
