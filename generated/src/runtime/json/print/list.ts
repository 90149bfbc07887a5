// Copied by critgen 0.1.0 from its runtime: do not edit.

import type { WireField } from "../../wire/fields.ts";
import { readNumber } from "../../wire/numbers.ts";
import { closeAt, type Reader } from "../../wire/reader.ts";
import { addressText } from "../text/addresses.ts";
import type { Level } from "./level.ts";
import { type Printer, put, putBefore, putClose, putKey } from "./printer.ts";

/* Lists of a message that is printed: their brackets, and lists that pretty JSON shows as one address. */

export function beginList(p: Printer, r: Reader, field: WireField, level: Level): void {
  endList(p, r, level);
  putKey(p, field.key, level.count++, level.depth);
  put(p, "[");
  level.list = field;
  level.elements = 0;
  level.words = p.pretty && field.layout.type === "uint32" && field.layout.ipadd === true ? [] : undefined;
}

/** Words of the longest address. */
const ADDRESS = 4;

/** Collects a word of a possible address; returns false if there are too many, and prints them as numbers. */
export function takeWord(p: Printer, r: Reader, { name }: WireField, level: Level, words: number[]): boolean {
  if (words.length < ADDRESS) {
    words.push(Number(readNumber(p, r, "uint32", name)));
    return true;
  }
  putItems(p, level, words);
  level.words = undefined;
  return false;
}

function putItems(p: Printer, level: Level, items: readonly (string | number)[]): void {
  for (const item of items) {
    putBefore(p, level.elements++, level.depth + 1);
    put(p, `${item}`);
  }
}

export function endPacked(r: Reader, level: Level): void {
  closeAt(r, level.packedEnd, level.list?.name);
  level.packedEnd = 0;
}

export function endList(p: Printer, r: Reader, level: Level): void {
  if (level.list === undefined) return;
  if (level.words !== undefined) {
    const address = addressText(level.words, r.littleEndian);
    putItems(p, level, address === undefined ? level.words : [`"${address}"`]);
  }
  putClose(p, "]", level.elements, level.depth);
  level.list = undefined;
}
