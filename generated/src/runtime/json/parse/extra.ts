// Copied by critgen 0.1.0 from its runtime: do not edit.

import { beginFrame, endFrame } from "../../image/framing.ts";
import type { ExtraLayout, MessagesLayout, PartLayout, RunLayout } from "../../image/layout.ts";
import { hasExtra, holds, lengthOf, type Owner } from "../../image/lookup.ts";
import {
  endPads,
  type Pads,
  padsOf,
  putInteger,
  type RunPlace,
  WIDTHS,
  writeIntegers,
  writeNothing,
  writeRun,
} from "../../image/runs.ts";
import type { MessageLayout } from "../../wire/layout.ts";
import { type Reader, readError } from "../../wire/reader.ts";
import type { Writer } from "../../wire/writer.ts";
import { readBase64 } from "./base64.ts";
import { refusePadding, type Scanned, scanFramed } from "./message.ts";
import { eachProperty, readText } from "./strings.ts";
import { badJson, badValue, duplicate, hint, more, open, peek, skipValue, unexpected } from "./tokens.ts";
import { readWhole } from "./values.ts";

/* Extras, from CRIU's JSON to the image. */

/** The message that was just written, and the pads of its extra. */
interface Padded extends Owner {
  readonly pads: Pads;
}

/** Writes a framed message and its extra. */
export function scanRecord(r: Reader, w: Writer, layout: MessageLayout, extra: ExtraLayout | undefined): Scanned {
  const start = beginFrame(w);
  const scanned = scanFramed(r, w, layout, extra !== undefined);
  endFrame(w, start);
  if (extra === undefined) {
    refusePadding(r, scanned);
    return scanned;
  }
  const after = r.pos;
  const owner = ownerOf(w, layout, start, scanned);
  if (scanned.extra !== undefined) {
    r.pos = scanned.extra;
    refuseSize(r);
  }
  putExtra(r, w, owner, extra, scanned.extra !== undefined);
  endPads(w, owner.pads);
  r.pos = after;
  return scanned;
}

/**
 * Refuses the size of an extra that JSON without payload shows in its place.
 *
 * @throws {ImageError} `bad-value`
 */
export function refuseSize(r: Reader): void {
  const { pos } = r;
  const text = r.bytes[pos + 1] === 0x2e ? readText(r) : "";
  r.pos = pos;
  if (!/^\.\.\. <.*>$/.test(text)) return;
  const what = "this JSON has only the size of the extra (--nopl); the content is needed";
  throw badValue(r, pos, what, "extra");
}

function ownerOf(w: Writer, layout: MessageLayout, start: number, { kept }: Scanned): Padded {
  const pads = padsOf(w, kept.padding === undefined ? {} : { $padding: kept.padding });
  return { layout, bytes: w.bytes.slice(start, w.pos), pads };
}

/** Writes an extra. If `given`, the reader is before its JSON; else the JSON has none. */
function putExtra(r: Reader, w: Writer, owner: Padded, extra: ExtraLayout, given: boolean): void {
  if (!("parts" in extra)) putPart(r, w, owner, extra, "extra", given);
  else if (extra.joined === true) putJoined(r, w, owner, extra.parts, given);
  else putNamed(r, w, owner, extra.parts, given ? partPlaces(r, extra.parts) : new Map());
}

function putNamed(
  r: Reader,
  w: Writer,
  owner: Padded,
  parts: Readonly<Record<string, PartLayout>>,
  places: ReadonlyMap<string, number>,
): void {
  const end = r.pos;
  for (const [name, part] of Object.entries(parts)) {
    const place = places.get(name);
    r.pos = place ?? end;
    putPart(r, w, owner, part, `extra.${name}`, place !== undefined);
  }
  r.pos = end;
}

/**
 * Returns the position of each part's JSON, by name. Names are compared without underscores, because some tools spell
 * them differently.
 */
function partPlaces(r: Reader, parts: Readonly<Record<string, PartLayout>>): Map<string, number> {
  const plain = (name: string): string => name.replaceAll("_", "");
  const places = new Map<string, number>();
  eachProperty(
    r,
    (name, at) => {
      const key = Object.hasOwn(parts, name) ? name : Object.keys(parts).find((part) => plain(part) === plain(name));
      if (key === undefined) {
        const what = `the extra has no part '${name}'${hint(name, Object.keys(parts))}`;
        throw badJson(r, what, { pos: at, field: "extra" });
      }
      if (places.has(key)) throw duplicate(r, at, key, "extra");
      peek(r);
      places.set(key, r.pos);
      skipValue(r);
    },
    "extra",
  );
  return places;
}

function putPart(r: Reader, w: Writer, owner: Padded, part: PartLayout, path: string, given: boolean): void {
  if (!holds(owner, part.when, w.image)) {
    writeNothing(w, given ? true : undefined, part.when?.field ?? "", path);
  } else if ("messages" in part) putMessages(r, w, owner, part, path, given);
  else putRun(r, w, owner, part, path, given);
}

function putRun(r: Reader, w: Writer, owner: Padded, part: RunLayout, path: string, given: boolean): void {
  const { run, length: field, pad = 1 } = part;
  const length = lengthOf(owner, part, w.image);
  const place: RunPlace = [field, path, pad, owner.pads];
  if (run === "bytes") {
    writeRun(w, given ? readBase64(r, path) : nothingFor(length, new Uint8Array(0)), length, ...place);
    return;
  }
  const put = given ? (): void => readIntegers(r, w, run, path) : nothingFor(length, () => {});
  writeIntegers(w, WIDTHS[run], put, length, ...place);
}

/** Returns the empty value in place of an absent part if its length is 0. */
function nothingFor<T>(length: number | bigint, empty: T): T | undefined {
  return BigInt(length) === 0n ? empty : undefined;
}

/** Writes the integers of a JSON array one by one. */
function readIntegers(r: Reader, w: Writer, run: "u16" | "u32" | "u64", path: string): void {
  open(r, "[", path);
  for (let i = 0; more(r, i, "]"); i++) putInteger(w, readWhole(r, run, `${path}[${i}]`), WIDTHS[run]);
}

/** Splits one text into all parts, by their lengths. */
function putJoined(
  r: Reader,
  w: Writer,
  owner: Padded,
  parts: Readonly<Record<string, PartLayout>>,
  given: boolean,
): void {
  const runs = Object.values(parts).flatMap((part) => ("run" in part ? [part] : []));
  const lengths = runs.map((run) => Number(lengthOf(owner, run, w.image)));
  const bytes = given ? readBase64(r, "extra") : new Uint8Array(0);
  const names = runs.map((run) => run.length).join(" + ");
  let pos = 0;
  for (const [i, run] of runs.entries()) {
    const length = lengths[i] ?? 0;
    const last = i === runs.length - 1;
    const part = bytes.subarray(pos, last ? undefined : pos + length);
    writeRun(w, part, length, names, "extra", run.pad, owner.pads);
    pos += length;
  }
}

function putMessages(r: Reader, w: Writer, owner: Padded, part: MessagesLayout, path: string, given: boolean): void {
  const count = lengthOf(owner, part, w.image);
  let messages = 0;
  if (given) {
    open(r, "[", path);
    for (let i = 0; more(r, i, "]"); i++) {
      r.path.push(`${path}[${messages}]`, -1);
      i += putOne(r, w, part, i);
      messages++;
      r.path.length -= 2;
    }
  }
  if (BigInt(messages) === BigInt(count)) return;
  throw readError(r, "bad-length", `the length does not match ${part.count}`, {
    field: path,
    expected: `${count}`,
    found: `${messages}`,
  });
}

/** Writes a message, and its extra from the next element of the array. Returns 1 if it also read an extra, else 0. */
function putOne(r: Reader, w: Writer, part: MessagesLayout, i: number): 0 | 1 {
  const start = beginFrame(w);
  const scanned = scanFramed(r, w, part.messages, false);
  endFrame(w, start);
  if (part.extra === undefined) {
    refusePadding(r, scanned);
    return 0;
  }
  const owner = ownerOf(w, part.messages, start, scanned);
  if (!hasExtra(owner, part.extra, w.image)) return 0;
  if (peek(r) === 0x5d) throw unexpected(r, "the extra of the message");
  more(r, i + 1, "]");
  putExtra(r, w, owner, part.extra, true);
  endPads(w, owner.pads);
  return 1;
}
