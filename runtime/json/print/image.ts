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
import { humanSize, printRecord } from "./extra.ts";
import { printKept } from "./kept.ts";
import { check, isMuch, messageReader, printWhole, type Steps } from "./message.ts";
import { createPrinter, joined, type Printer, put, putBefore, putClose, putLine, putName, taken } from "./printer.ts";

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
  readonly reader: JsonReader;
  /** Elements printed so far, and the end of the last; text after that belongs to an incomplete entry. */
  count: number;
  done: number;
  /** Properties of the first element so far. */
  properties: number;
  /** Size of the rest so far, and its last bytes, which do not fill a line of base64 yet. */
  readonly rest: { size: number; pending: Uint8Array };
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
  const first = firstOf(session, head.first);
  if (first !== undefined) {
    for (const _ of beginFirst(session, first)) take();
    if (rest !== undefined) printRest(session, rest(r));
    endFirst(session, first);
  }
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
  const first = firstOf(session, image.first);
  if (first !== undefined) {
    for (const _ of beginFirst(session, first)) yield take(session);
    for await (const chunk of image.rest) {
      printRest(session, chunk);
      yield take(session);
    }
    endFirst(session, first);
  }
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
  const p = createPrinter(options);
  const session = { layout, p, count: 0, done: 0, properties: 0, rest: { size: 0, pending: new Uint8Array(0) } };
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
  const { p, layout } = session;
  // In a stream: discards the text of an attempt that ran out of bytes.
  p.pos = session.done;
  p.quiet = false;
  putBefore(p, session.count, ENTRY);
  const more = layout.entries && printRecord(p, r, end, layout.entries, layout.extra, ENTRY);
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

/** Returns the first element: the first message, or in an image without one an empty message that has the rest. */
function firstOf({ layout }: Session, first: First | undefined): First | undefined {
  return first ?? (layout.first === undefined && layout.rest ? NO_FIRST : undefined);
}

/**
 * Prints the first message with its kept data, and begins its extra: kept data comes before a rest, because that is
 * written as it arrives.
 */
function* beginFirst(session: Session, { r, layout, rest }: First): Steps {
  const { p } = session;
  putBefore(p, 0, ENTRY);
  r.pos = 0;
  const printed = yield* printWhole(p, r, r.end, layout, ENTRY);
  const { kept } = printed;
  let { count } = printed;
  if (Object.keys(kept).length > 0) printKept(p, kept, count++, ENTRY + 1);
  if (rest) {
    putName(p, "extra", count++, ENTRY + 1);
    put(p, '"');
  }
  session.properties = count;
}

/** Prints the next bytes of the rest. */
function printRest({ p, rest }: Session, chunk: Uint8Array): void {
  rest.size += chunk.length;
  if (!p.payload) return;
  const bytes = joinBytes([rest.pending, chunk]);
  const whole = bytes.length - (bytes.length % BASE64_LINE);
  putBase64Lines(p, bytes.subarray(0, whole));
  rest.pending = bytes.slice(whole);
}

function endFirst(session: Session, first: First): void {
  const { p, rest } = session;
  if (first.rest) {
    if (p.payload) putBase64Lines(p, rest.pending);
    else put(p, `... <${humanSize(rest.size)}>`);
    put(p, '"');
  }
  putClose(p, "}", session.properties, ENTRY);
  session.count = 1;
  session.done = p.pos;
}

/** Prints the closing brackets; discards the text of an incomplete entry. */
function printTail({ p, count, done }: Session): void {
  p.pos = done;
  p.quiet = false;
  putClose(p, "]", count, 1);
  putLine(p, 0);
  put(p, "}");
}
