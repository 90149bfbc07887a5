// Copied by critgen 0.1.0 from its runtime: do not edit.

import { type Framing, type ReadOptions, readFrame, readFraming } from "../image/framing.ts";
import { identify } from "../image/identify.ts";
import type { ExtraLayout, ImageLayout, PartLayout, RunLayout } from "../image/layout.ts";
import { holds, lengthOf } from "../image/lookup.ts";
import { countOf, paddingAfter, WIDTHS } from "../image/runs.ts";
import { atHand, attempt, type Chunks, fill, openSource, peekChunks, type Source } from "../image/stream.ts";
import { ImageError } from "../wire/errors.ts";
import type { MessageLayout } from "../wire/layout.ts";
import { type Reader, readError } from "../wire/reader.ts";
import { check } from "./print/message.ts";
import { createPrinter, type Printer } from "./print/printer.ts";

/** Sizes of the pieces of an image, in bytes. */
export interface ImageSizes {
  /** Head and magic. */
  beginning: number;
  /** The sizes before messages. */
  framing: number;
  messages: number;
  /** Extras of entries, with their pads and nested messages. */
  extras: number;
  /** The rest, in place of entries. */
  rest: number;
  /** Bytes that were not read, because the image is truncated or invalid; all bytes of a raw image. */
  unread: number;
}

/** An image that has been measured. */
export interface MeasuredImage<Name extends string = string> extends Partial<Framing> {
  readonly layout: ImageLayout<Name>;
  /** The word before the magic. */
  head?: number;
  /** Whether there is a first message, and the number of whole entries. */
  first: boolean;
  count: number;
  readonly sizes: ImageSizes;
  /** Problems of the image: those that reading can survive, and the one that ended it. */
  readonly problems: ImageError[];
}

/** A message of an image that is being measured. Its bytes are a view, which is made when it is read. */
export interface PassedMessage {
  readonly layout: MessageLayout;
  readonly bytes: Uint8Array;
  readonly image: ImageLayout;
  /** Offset of the message in the file, in bytes. */
  readonly offset: number;
  /** Path of the message: `first`, `entries[3]`, `entries[3].extra[0]`. */
  readonly path: string;
}

/** Options of measuring. */
export interface MeasureOptions extends Omit<ReadOptions, "tolerate"> {
  /** Name of the file: it distinguishes raw images, and images that share a magic. */
  readonly file?: string | undefined;
  /** Size of the file, if known: then neither a rest nor the bytes after a problem need to be read. */
  readonly size?: number | undefined;
  /** Called for each whole message. */
  readonly onMessage?: ((message: PassedMessage) => void) | undefined;
}

/** State of an image that is being measured. */
interface Walk {
  readonly image: MeasuredImage;
  readonly options: MeasureOptions;
  readonly source: Source;
  /** Printer that stays quiet: messages are checked by printing them. */
  readonly p: Printer;
}

/**
 * A message that was just read. Most messages are only counted, so the view of the bytes and the text of the path are
 * made on demand.
 */
class Message implements PassedMessage {
  readonly layout: MessageLayout;
  readonly image: ImageLayout;
  readonly size: number;
  readonly offset: number;
  readonly #all: Uint8Array;
  readonly #start: number;
  /** The path, or the index of an entry. */
  readonly #place: string | number;

  constructor(
    { bytes, pos, base }: Reader,
    size: number,
    layout: MessageLayout,
    image: ImageLayout,
    place: string | number,
  ) {
    this.layout = layout;
    this.image = image;
    this.size = size;
    this.offset = base + pos;
    this.#all = bytes;
    this.#start = pos;
    this.#place = place;
  }

  get bytes(): Uint8Array {
    return this.#all.subarray(this.#start, this.#start + this.size);
  }

  get path(): string {
    return typeof this.#place === "string" ? this.#place : `entries[${this.#place}]`;
  }
}

/**
 * Measures an image as its bytes arrive, as far as it is valid. Only one message is held in memory; extras are skipped.
 *
 * @param layouts the images that it may be
 * @throws {ImageError} `bad-magic` if it is none of them
 */
export async function measureImage<Name extends string>(
  layouts: readonly ImageLayout<Name>[],
  chunks: Chunks,
  options: MeasureOptions = {},
): Promise<MeasuredImage<Name>> {
  const { start, all, close } = await peekChunks(chunks, LONGEST_MAGIC);
  try {
    const layout = identify(layouts, start, options.file);
    const sizes = { beginning: 0, framing: 0, messages: 0, extras: 0, rest: 0, unread: 0 };
    const image: MeasuredImage<Name> = { layout, first: false, count: 0, sizes, problems: [] };
    const walk: Walk = { image, options, source: openSource(all, layout.image, options), p: createPrinter() };
    if (layout.magic !== undefined) await walkImage(walk);
    sizes.unread = (await endOf(walk)) - Object.values(sizes).reduce((sum, size) => sum + size);
    return image;
  } finally {
    await close();
  }
}

/** Size of a head and a magic, in bytes. */
const LONGEST_MAGIC = 8;

/** Returns the size of the image; reads the remaining bytes if it is not known. */
async function endOf({ source, options }: Walk): Promise<number> {
  if (options.size !== undefined) return options.size;
  await pass(source, Infinity);
  return placeOf(source);
}

async function walkImage(walk: Walk): Promise<void> {
  const { image, source, options } = walk;
  try {
    await fill(source, LONGEST_MAGIC);
    const word = source.r.view.getUint32(0, true);
    const tolerate = (problem: ImageError): void => void image.problems.push(problem);
    Object.assign(image, readFraming(source.r, image.layout, { ...options, tolerate }));
    image.sizes.beginning = source.r.pos;
    if (source.r.pos > 4) image.head = image.byteOrder === "little" ? word : source.r.view.getUint32(0, false);
    await walkContent(walk);
  } catch (problem) {
    if (!(problem instanceof ImageError)) throw problem;
    image.problems.push(problem);
  }
}

async function walkContent(walk: Walk): Promise<void> {
  const { image, source } = walk;
  const { layout } = image;
  let first: Message | undefined;
  if (layout.first !== undefined && (source.r.pos < source.r.bytes.length || (await fill(source, 1)))) {
    first = await takeMessage(walk, layout.first, "first");
    walk.options.onMessage?.(first);
    image.first = true;
    count(image, first, 0);
  }
  const follows = (when: ImageLayout["restWhen"]): boolean => first === undefined || holds(first, when, layout.image);
  const bare = layout.first !== undefined && first === undefined;
  if (layout.rest === true && !bare && follows(layout.restWhen)) {
    const start = placeOf(source);
    image.sizes.rest = (await endOf(walk)) - start;
  } else await walkEntries(walk, follows(layout.entriesWhen) ? layout.entries : undefined);
}

async function walkEntries(walk: Walk, message: MessageLayout | undefined): Promise<void> {
  const { image, source } = walk;
  const { extra } = image.layout;
  const read = (r: Reader): Message => {
    if (message === undefined) throw readError(r, "bad-length", "no entries are allowed here");
    return readMessage(walk, r, message, image.count);
  };
  while (source.r.pos < source.r.bytes.length || (await fill(source, 1))) {
    source.r.entry = image.count;
    const entry = atHand(source.r, read) ?? (await attempt(source, read));
    const start = placeOf(source);
    walk.options.onMessage?.(entry);
    if (extra !== undefined) await passExtra(walk, entry, extra);
    count(image, entry, placeOf(source) - start);
    image.count++;
  }
}

function count({ sizes }: MeasuredImage, { size }: Message, extra: number): void {
  sizes.framing += 4;
  sizes.messages += size;
  sizes.extras += extra;
}

function placeOf({ r }: Source): number {
  return r.base + r.pos;
}

function takeMessage(walk: Walk, layout: MessageLayout, path: string): Promise<Message> {
  return attempt(walk.source, (r) => readMessage(walk, r, layout, path));
}

function readMessage({ p, image }: Walk, r: Reader, layout: MessageLayout, place: string | number): Message {
  const end = readFrame(r);
  const message = new Message(r, end - r.pos, layout, image.layout, place);
  check(p, r, end, layout);
  return message;
}

/** Skips `size` bytes without keeping them; returns false if there are fewer. */
async function pass(source: Source, size: number): Promise<boolean> {
  for (let left = size; ; ) {
    const { r } = source;
    const here = Math.min(left, r.bytes.length - r.pos);
    r.pos += here;
    left -= here;
    if (left === 0) return true;
    if (!(await fill(source, 1))) return false;
  }
}

async function passExtra(walk: Walk, owner: Message, extra: ExtraLayout): Promise<void> {
  if (!("parts" in extra)) return passPart(walk, owner, extra, "");
  for (const [name, part] of Object.entries(extra.parts)) await passPart(walk, owner, part, `.${name}`);
}

/** @param step the step from the extra to the part, in a path */
async function passPart(walk: Walk, owner: Message, part: PartLayout, step: string): Promise<void> {
  const { r } = walk.source;
  if (!holds(owner, part.when, r.image)) return;
  const length = countOf(r, lengthOf(owner, part, r.image), "run" in part ? part.length : part.count);
  if ("run" in part) await passRun(walk, part, length);
  else {
    for (let i = 0; i < length; i++) {
      const message = await takeMessage(walk, part.messages, `${owner.path}.extra${step}[${i}]`);
      walk.options.onMessage?.(message);
      if (part.extra !== undefined) await passExtra(walk, message, part.extra);
    }
  }
}

async function passRun({ source }: Walk, { run, length: field, pad }: RunLayout, length: number): Promise<void> {
  const part = length * WIDTHS[run];
  const size = part + paddingAfter(part, pad);
  const { entry } = source.r;
  const start = placeOf(source);
  if (await pass(source, size)) return;
  const found = placeOf(source) - start;
  throw new ImageError("truncated", "the image ends inside an extra", {
    image: source.r.image,
    entry,
    offset: start,
    path: field,
    expected: `${size} bytes`,
    found: `${found}`,
  });
}
