import { beginFrame, endFrame, writeFraming } from "../../image/framing.ts";
import type { ImageLayout } from "../../image/layout.ts";
import { holds } from "../../image/lookup.ts";
import { attempt, type Chunks, fill, openSource, type Source } from "../../image/stream.ts";
import { checkOptions } from "../../wire/checks.ts";
import { ImageError } from "../../wire/errors.ts";
import { createReader, leave, type Reader, readError } from "../../wire/reader.ts";
import { createWriter, finish, putBytes, type Writer } from "../../wire/writer.ts";
import { KEPT } from "../text/kept.ts";
import { openBase64, readBase64, takeBase64 } from "./base64.ts";
import { jsonBytes, passMark, readBlanks } from "./bytes.ts";
import { refuseSize, scanRecord } from "./extra.ts";
import { refusePadding, scanFramed } from "./message.ts";
import { eachProperty, readName, readText } from "./strings.ts";
import { badJson, cut, duplicate, expect, hint, INSIDE, more, peek, skipValue, unexpected } from "./tokens.ts";
import { ROUNDING } from "./values.ts";

/* From CRIU's JSON to an image, in one go or while the text arrives. */

/** Options of reading JSON. */
export interface JsonReadOptions {
  /**
   * Called if all integers of the text beyond 2^53 look as if a program had rounded them. The image is still written,
   * because such numbers can be intended.
   */
  readonly warn?: (what: string) => void;
}

/** The properties before the entries. */
interface Head {
  magic: string | undefined;
  /** Position of the name of the image. */
  pos: number;
  /** Whether the magic came after the entries. */
  late: boolean;
  image?: string;
  version?: "v1.0";
  byteOrder?: "big";
}

/** State of an image that is being written. */
interface Scan {
  readonly layout: ImageLayout;
  readonly w: Writer;
  /** Elements of the entries written so far. */
  count: number;
  /** Whether the first message announces entries. */
  entries: boolean;
  /** Whether a long rest may be written piece by piece. */
  readonly pieces: boolean;
  /** Whether the reader is before such a rest. */
  rest: boolean;
}

/**
 * Converts CRIU's JSON into an image: plain, pretty or edited by hand, as crit accepts it. Nothing is rounded, and an
 * unknown name is an error.
 *
 * @param layouts the images that it may be
 * @throws {ImageError} `bad-json`, `bad-value`, `missing-field`, `bad-length`: with the path in the JSON, and the
 * offset in its text
 */
export function jsonToImage(
  layouts: readonly ImageLayout[],
  json: string | Uint8Array,
  options: JsonReadOptions = {},
): Uint8Array {
  checkOptions(undefined, options);
  const { warn } = options;
  const r = createReader(jsonBytes(json), "JSON");
  const head = readHead(r, true);
  const scan = begin(r, layouts, head, { pieces: false, warn });
  for (; more(r, scan.count, "]"); scan.count++) scanElement(r, scan);
  readTail(r, head);
  readBlanks(r);
  warnOfRounding(scan.w, warn);
  return finish(scan.w);
}

/** Size of the pieces that are written, in bytes. */
const CHUNK = 1 << 16;

/**
 * Converts CRIU's JSON into an image piece by piece, while the text arrives. Only the current entry is held in memory;
 * but if the magic does not come before the entries, the whole text is.
 *
 * @param layouts the images that it may be
 * @throws {ImageError} like `jsonToImage`
 */
export async function* streamJsonToImage(
  layouts: readonly ImageLayout[],
  chunks: Chunks,
  options: JsonReadOptions = {},
): AsyncGenerator<Uint8Array> {
  checkOptions(undefined, options);
  const source = openSource(chunks, "JSON");
  try {
    const head = await attempt(source, (r) => readHead(r, false));
    if (head.magic === undefined) yield jsonToImage(layouts, await wholeOf(source), options);
    else yield* pieces(source, head, layouts, options);
  } finally {
    await source.chunks.return?.();
  }
}

async function* pieces(
  source: Source,
  head: Head,
  layouts: readonly ImageLayout[],
  { warn }: JsonReadOptions,
): AsyncGenerator<Uint8Array> {
  const scan = begin(source.r, layouts, head, { pieces: true, warn });
  const { w } = scan;
  while (await attempt(source, (r) => more(r, scan.count, "]"))) {
    const start = w.pos;
    await attempt(source, (r) => {
      // Discards the output of an attempt that ran out of text.
      w.pos = start;
      w.path.length = 0;
      scanElement(r, scan);
    });
    if (scan.rest) yield* restPieces(source, scan);
    scan.count++;
    if (w.pos >= CHUNK) yield taken(w);
  }
  await attempt(source, (r) => readTail(r, head));
  do readBlanks(source.r);
  while (await fill(source, CHUNK));
  warnOfRounding(w, warn);
  yield taken(w);
}

/** Copies the written bytes, and empties the writer. */
function taken(w: Writer): Uint8Array {
  const bytes = w.bytes.slice(0, w.pos);
  w.pos = 0;
  return bytes;
}

/** Writes the rest of an image while its text arrives; it must be the last property of its element. */
async function* restPieces(source: Source, scan: Scan): AsyncGenerator<Uint8Array> {
  scan.rest = false;
  yield taken(scan.w);
  const text = openBase64(source.r, "extra");
  for (;;) {
    source.r.path.push("entries", scan.count);
    yield takeBase64(source.r, text, "extra");
    source.r.path.length = 0;
    if (text.closed) break;
    if (!(await fill(source, CHUNK))) throw cut(source.r, INSIDE);
  }
  await attempt(source, (r) => {
    if (!more(r, 1, "}")) return;
    const pos = r.pos;
    throw badJson(r, `'${readName(r)}' must come before extra, which is written as it arrives`, { pos });
  });
}

/** Reads the whole text, from its beginning. */
async function wholeOf(source: Source): Promise<Uint8Array> {
  source.r.pos = 0;
  while (await fill(source, CHUNK));
  return source.r.bytes;
}

/**
 * Reads up to the first entry. If the magic comes after the entries, they are skipped first and read later; if the text
 * is not whole, the magic stays undefined.
 */
function readHead(r: Reader, whole: boolean): Head {
  const head: Head = { magic: undefined, pos: 0, late: false };
  const names = new Set<string>();
  let entries: number | undefined;
  passMark(r);
  expect(r, "{");
  for (let count = 0; more(r, count, "}"); count++) {
    const at = r.pos;
    const name = readName(r);
    if (names.has(name)) throw duplicate(r, at, name);
    names.add(name);
    if (name === "magic") readMagic(r, head);
    else if (name === KEPT) {
      if (entries !== undefined) throw lateKept(r, at);
      readKept(r, head);
    } else if (name !== "entries") throw notOfAnImage(r, at, name);
    else {
      if (peek(r) !== 0x5b) throw unexpected(r, "`[`");
      entries = ++r.pos;
      if (head.magic !== undefined || !whole) return head;
      head.late = true;
      r.pos--;
      skipValue(r);
    }
  }
  if (head.magic === undefined) throw badJson(r, '"magic" is missing, which names the image');
  if (entries === undefined) throw badJson(r, 'the image has no "entries"');
  r.pos = entries;
  return head;
}

function notOfAnImage(r: Reader, pos: number, name: string): ImageError {
  return badJson(r, `an image has no property '${name}'${hint(name, ["magic", "entries", KEPT])}`, { pos });
}

function readMagic(r: Reader, head: Head): void {
  peek(r);
  // The image in `$kept` takes precedence.
  if (head.image === undefined) head.pos = r.pos;
  head.magic = readText(r);
}

function readKept(r: Reader, head: Head): void {
  eachProperty(r, (name, at) => {
    peek(r);
    const { pos } = r;
    if (!HEAD_KEYS.includes(name)) throw notKept(r, at, name);
    const value = readText(r);
    if (Object.hasOwn(head, name)) throw duplicate(r, at, name);
    if (name === "image") {
      head.image = value;
      head.pos = pos;
    } else if (name === "version" && value === "v1.0") head.version = value;
    else if (name === "byteOrder" && value === "big") head.byteOrder = value;
    else throw badJson(r, `unknown ${name} '${value}'`, { pos });
  });
}

const HEAD_KEYS: readonly string[] = ["image", "version", "byteOrder"];

function notKept(r: Reader, pos: number, name: string): ImageError {
  return badJson(r, `${KEPT} has no property '${name}' here${hint(name, HEAD_KEYS)}`, { pos });
}

/** Reads the properties after the entries. */
function readTail(r: Reader, head: Head): void {
  for (let count = 1; more(r, count, "}"); count++) {
    const at = r.pos;
    const name = readName(r);
    // If the magic came late, `readHead` has checked all names.
    if (!head.late) throw tooLate(r, at, name);
    skipValue(r);
  }
}

function tooLate(r: Reader, pos: number, name: string): ImageError {
  if (name === KEPT) return lateKept(r, pos);
  return name === "magic" || name === "entries" ? duplicate(r, pos, name) : notOfAnImage(r, pos, name);
}

/** Creates the error for kept data after the entries, which are written as they arrive. */
function lateKept(r: Reader, pos: number): ImageError {
  return badJson(r, `${KEPT} must come before the entries`, { pos });
}

interface Way {
  readonly pieces: boolean;
  readonly warn: JsonReadOptions["warn"];
}

function begin(r: Reader, layouts: readonly ImageLayout[], head: Head, { pieces, warn }: Way): Scan {
  const layout = layoutOf(r, layouts, head);
  const w = createWriter(layout.image, head.byteOrder !== "big");
  writeFraming(w, layout, head.version ?? "v1.1");
  if (warn !== undefined) w.large = { rounded: 0, exact: 0 };
  return { layout, w, count: 0, entries: true, pieces, rest: false };
}

function warnOfRounding({ large }: Writer, warn: JsonReadOptions["warn"]): void {
  if (large === undefined || large.rounded === 0 || large.exact > 0) return;
  const what =
    large.rounded === 1 ? "the only integer beyond 2^53 looks" : `all ${large.rounded} integers beyond 2^53 look`;
  warn?.(`${what} rounded by a program with doubles: ${ROUNDING}`);
}

function layoutOf(r: Reader, layouts: readonly ImageLayout[], head: Head): ImageLayout {
  const name = head.image ?? head.magic ?? "";
  // If the owner of a magic is not among the layouts, take another image with the same magic.
  const found = layouts.find(({ image }) => image === name) ?? layouts.find(({ alias }) => alias === name);
  if (found === undefined) {
    const what = `unknown image '${name}'${hint(
      name,
      layouts.map(({ image }) => image),
    )}`;
    throw badJson(r, what, { pos: head.pos });
  }
  if (head.image !== undefined && head.magic !== (found.alias ?? found.image)) {
    throw badJson(r, `${KEPT} names ${found.image}, but its magic is not ${head.magic}`, { pos: head.pos });
  }
  if (found.magic !== undefined) return found;
  throw new ImageError("raw-image", "CRIU puts no structure into this file: it has no JSON form", { image: name });
}

/** Writes an element of the entries: the first message, or an entry, with its extra. */
function scanElement(r: Reader, scan: Scan): void {
  const { layout, w, count } = scan;
  // In a stream, the path of an attempt that ran out of text is still there.
  if (r.path.length > 0) r.path.length = 0;
  r.path.push("entries", count);
  w.source = r;
  if (count === 0 && (layout.first !== undefined || layout.entries === undefined)) scanFirst(r, scan);
  else if (layout.entries === undefined || !scan.entries) {
    throw badJson(r, `${layout.image}, or its first message, allows no more entries`);
  } else scanRecord(r, w, layout.entries, layout.extra);
  leave(r, scan);
}

/** Writes the first message. If the image has a rest, it is the `extra` of the first element. */
function scanFirst(r: Reader, scan: Scan): void {
  const { layout, w } = scan;
  const message = layout.first ?? { message: layout.image, fields: [] };
  const start = layout.first === undefined ? w.pos : beginFrame(w);
  const scanned = scanFramed(r, w, message, layout.rest === true, scan.pieces);
  refusePadding(r, scanned);
  const { extra } = scanned;
  if (layout.first !== undefined) endFrame(w, start);
  const owner = { layout: message, bytes: w.bytes.slice(start, w.pos) };
  scan.entries = layout.entries !== undefined && holds(owner, layout.entriesWhen, w.image);
  const rest = layout.rest === true && holds(owner, layout.restWhen, w.image);
  const after = r.pos;
  if (extra !== undefined) r.pos = extra;
  if (rest !== (extra !== undefined)) {
    const what = rest ? "the extra is missing" : "this message allows no extra";
    throw readError(r, "bad-length", what, { field: "extra" });
  }
  if (extra === undefined) return;
  scan.rest = scanned.long;
  if (scan.rest) return;
  refuseSize(r);
  putBytes(w, readBase64(r, "extra"));
  r.pos = after;
}
