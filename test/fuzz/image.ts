import type { ExtraLayout, ImageLayout, MessageLayout, PartLayout } from "criu-images/layouts";
import { anyNumber, hostileSize, put, putVarint, putWord, type Sink } from "./bytes.ts";
import { type Dice, once, pick } from "./dice.ts";
import { putMessage, type Wildness } from "./message.ts";

/* Makes whole images from the layout of a row: first message, entries and extras. */

interface Draft {
  readonly sink: Sink;
  readonly dice: Dice;
  readonly wild: Wildness;
  readonly little: boolean;
}

/** Makes a random image of this row. */
export function makeImage(layout: ImageLayout, dice: Dice, wild: Wildness): Uint8Array {
  const draft: Draft = { sink: [], dice, wild, little: !once(dice, 8) };
  putBeginning(draft, layout);
  let rest = layout.rest === true;
  let entries = layout.entries !== undefined;
  if (layout.first !== undefined) {
    const says = conditionsOf([layout.entriesWhen?.field, layout.restWhen?.field], dice);
    const holds = (when: { field: string; is: boolean } | undefined): boolean =>
      when === undefined || (says.get(when.field) === 1n) === when.is;
    rest &&= holds(layout.restWhen);
    entries &&= holds(layout.entriesWhen);
    putFramed(draft, layout.first, says);
  }
  if (rest) put(draft.sink, randomBytes(dice, dice(80)));
  else if (entries && layout.entries !== undefined) {
    for (let count = once(dice, 8) ? 0 : 1 + dice(3); count > 0; count--) {
      putRecord(draft, layout.entries, layout.extra);
    }
  }
  return Uint8Array.from(draft.sink);
}

function putBeginning({ sink, dice, wild, little }: Draft, { magic, head, foreignHeads = [] }: ImageLayout): void {
  if (magic === undefined) return;
  if (wild > 0 && foreignHeads.length > 0 && once(dice, 50)) putWord(sink, pick(dice, foreignHeads), little);
  else if (head !== undefined && !once(dice, 10)) putWord(sink, head, little);
  putWord(sink, magic, little);
}

/** Returns random values for boolean fields. */
function conditionsOf(fields: readonly (string | undefined)[], dice: Dice): Map<string, bigint> {
  return new Map(fields.flatMap((field) => (field === undefined ? [] : [[field, BigInt(dice(2))]])));
}

function putFramed(draft: Draft, layout: MessageLayout, given: ReadonlyMap<string, bigint>): void {
  const { sink, dice, wild, little } = draft;
  const body: Sink = [];
  putMessage(body, layout, dice, wild, given);
  const size = wild > 1 && once(dice, 60) ? hostileSize(dice, body.length) : body.length;
  putWord(sink, size, little);
  put(sink, body);
}

/** Writes a message and its extra; in a wild image, a length field may be wrong. */
function putRecord(draft: Draft, layout: MessageLayout, extra: ExtraLayout | undefined): void {
  if (extra === undefined) {
    putFramed(draft, layout, new Map());
    return;
  }
  const parts: readonly PartLayout[] = "parts" in extra ? Object.values(extra.parts) : [extra];
  const given = conditionsOf(
    parts.map(({ when }) => when?.field),
    draft.dice,
  );
  for (const part of parts) given.set(lengthField(part), BigInt(draft.dice(once(draft.dice, 6) ? 40 : 6)));
  if (draft.wild > 1 && once(draft.dice, 12)) given.set(lengthField(pick(draft.dice, parts)), anyNumber(draft.dice));
  putFramed(draft, layout, given);
  for (const part of parts) {
    const { when } = part;
    if (when === undefined || (given.get(when.field) === 1n) === when.is) putPart(draft, part, given);
  }
}

function lengthField(part: PartLayout): string {
  return "run" in part ? part.length : part.count;
}

const WIDTHS = { bytes: 1, u16: 2, u32: 4, u64: 8 } as const;

function putPart(draft: Draft, part: PartLayout, given: ReadonlyMap<string, bigint>): void {
  const { sink, dice, wild } = draft;
  const count = Math.min(Number(given.get(lengthField(part)) ?? 0n), 60);
  if ("messages" in part) {
    for (let i = 0; i < Math.min(count, 4); i++) putRecord(draft, part.messages, part.extra);
    return;
  }
  const size = count * WIDTHS[part.run];
  const pad = part.pad ?? 1;
  const padding = (pad - (size % pad)) % pad;
  put(sink, randomBytes(dice, size));
  put(sink, wild > 0 && once(dice, 4) ? randomBytes(dice, padding) : new Uint8Array(padding));
}

function randomBytes(dice: Dice, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, () => dice(256));
}

/** Makes an image of deeply nested messages; undefined if its entries contain no message. */
export function nestedImage(layout: ImageLayout, dice: Dice): Uint8Array | undefined {
  const field = layout.entries?.fields.find(({ type }) => type === "message");
  if (layout.magic === undefined || field === undefined) return undefined;
  let body: Sink = [];
  for (let levels = once(dice, 2) ? 95 + dice(12) : dice(200); levels > 0; levels--) {
    const outer: Sink = [];
    putVarint(outer, BigInt(field.number * 8 + 2), dice, 1 << 30);
    putVarint(outer, BigInt(body.length), dice, 1 << 30);
    put(outer, body);
    body = outer;
  }
  const sink: Sink = [];
  if (layout.head !== undefined) putWord(sink, layout.head, true);
  putWord(sink, layout.magic, true);
  putWord(sink, body.length, true);
  put(sink, body);
  return Uint8Array.from(sink);
}
