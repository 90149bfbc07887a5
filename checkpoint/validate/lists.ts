import type { Facts } from "../relations/conditions.ts";
import { type Id, Message } from "../relations/message.ts";
import { type Entry, idOf, type Occurrence, type Place, placeOf } from "../relations/place.ts";
import { keyOf, shown } from "./fields.ts";
import type { Report } from "./finding.ts";

/** Checks the values of one file against each other: those that are unique, and ranges. */
export class Lists {
  readonly #facts: Facts;
  readonly #report: Report;
  #file: Entry["file"] | undefined;
  readonly #unique = new Map<string, Map<string | number | bigint, Place>>();
  /** End of the last range, by list. */
  readonly #ends = new Map<Message | string, Id>();

  constructor(facts: Facts, report: Report) {
    this.#facts = facts;
    this.#report = report;
  }

  /** Takes a value; those of one file come one after the other. */
  take(one: Occurrence): void {
    if (one.entry.file !== this.#file) this.#begin(one.entry.file);
    if (one.shape.isUnique) this.#takeUnique(one);
    if (one.shape.range !== undefined) this.#takeRange(one);
  }

  #begin(file: Entry["file"]): void {
    this.#file = file;
    this.#unique.clear();
    this.#ends.clear();
  }

  #takeUnique(one: Occurrence): void {
    const { path } = one.shape;
    const known = this.#unique.get(path) ?? new Map<string | number | bigint, Place>();
    this.#unique.set(path, known);
    const key = keyOf(one.value);
    const first = known.get(key);
    if (first === undefined) known.set(key, placeOf(one));
    else {
      const message = `${shown(one.value)} is the value of ${placeText(first)}, too`;
      this.#report({ code: "duplicate-value", ...placeOf(one), message });
    }
  }

  #takeRange(one: Occurrence): void {
    const { range } = one.shape;
    if (range === undefined || !(one.value instanceof Message)) return;
    if (!this.#facts.hold(range, idOf(one.entry.file), one.value)) return;
    const from = numberAt(one.value, range.from);
    const to = numberAt(one.value, range.to);
    const before = this.#ends.get(one.owner);
    this.#ends.set(one.owner, to);
    if (to <= from) this.#bad(one, `${range.to} ${hex(to)} is not after ${range.from} ${hex(from)}`);
    else if (before !== undefined && from < before)
      this.#bad(one, `${range.from} ${hex(from)} is before ${hex(before)}, the end of the range before it`);
  }

  #bad(one: Occurrence, message: string): void {
    this.#report({ code: "bad-range", ...placeOf(one), message });
  }
}

function numberAt(message: Message, name: string): Id {
  const value = message.values(name).at(-1)?.value;
  return value === undefined || typeof value === "object" ? 0 : value;
}

/** Formats a number in hexadecimal: `0x7f00`. */
export function hex(value: Id): string {
  return value < 0 ? `${value}` : `0x${value.toString(16)}`;
}

/** Formats a place in one line: `pstree.img entries[3].pid`. */
export function placeText({ file, entry, path }: Place): string {
  const where = [entry === undefined ? "" : `entries[${entry}]`, path].filter((part) => part !== "").join(".");
  return where === "" ? file : `${file} ${where}`;
}
