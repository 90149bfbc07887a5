import type { Edit } from "criu-checkpoint";
import { printable } from "../../generator/text/printable.ts";

/** Name of the file in changes of memory. */
const MEMORY = "memory";

/** Longest value that is printed, in characters. */
const WIDEST = 60;

/** Prints each change in a line: file, place, and the value before and after. */
export function toLines(edits: readonly Edit[]): string[] {
  return edits.map((edit) => `${placeOf(edit)}: ${changeOf(edit)}`);
}

export function toJson(edits: readonly Edit[]): string {
  return JSON.stringify(edits, (_, value: unknown) => plain(value), 2);
}

/** Counts changes: `3 values in 2 files`. */
export function summary(edits: readonly Edit[]): string {
  const files = new Set(edits.map(({ file }) => file)).size;
  return `${counted(edits.length, "value")} in ${counted(files, "file")}`;
}

function placeOf({ file, entry, path }: Edit): string {
  if (file === MEMORY) return `${file} at ${path}`;
  const own = entry === undefined ? file : `${file}[${entry}]`;
  return path === "" ? own : `${own}.${path}`;
}

function shown(value: unknown): string {
  const text = value === undefined ? "nothing" : JSON.stringify(readable(value), (_, one: unknown) => plain(one));
  return printable(text.length > WIDEST ? `${text.slice(0, WIDEST)}…` : text);
}

/** Returns bytes of UTF-8 as a text. */
function readable(value: unknown): unknown {
  if (!(value instanceof Uint8Array)) return value;
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(value);
  } catch {
    return value;
  }
}

/** Bytes are shown as hexadecimal digits, and large numbers as texts. */
function plain(value: unknown): unknown {
  if (typeof value === "bigint") return value <= Number.MAX_SAFE_INTEGER ? Number(value) : `${value}`;
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString("hex");
  return value;
}

function changeOf({ entry, path, before, after }: Edit): string {
  if (entry === undefined && path === "") return after === undefined ? "removed" : "replaced";
  return `${shown(before)} → ${shown(after)}`;
}

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
