// Copied by critgen 0.1.0 from its runtime: do not edit.

import { ImageError } from "./errors.ts";
import type { JsonValue } from "./json-parse.ts";
import { createPrinter, joined, type Printer, put, putBefore, putClose, putString } from "./json-printer.ts";
import { MAX_DEPTH, pathText } from "./reader.ts";

/** How to write JSON. */
export interface StringifyOptions {
  /** Over several lines, as CRIU's tool writes it. */
  readonly pretty?: boolean;
}

/** Text that grows, and the way to the value that is being written. */
interface Session {
  readonly p: Printer;
  readonly path: (string | number)[];
}

/**
 * Writes what `parseJson` returned as JSON: bigints as numbers, with all their digits, and text in ASCII. The text that
 * `imageToJson` made comes back to the byte.
 *
 * @throws {ImageError} `bad-value` if JSON cannot hold a value, `too-deep`
 */
export function stringifyJson(value: JsonValue, { pretty = false }: StringifyOptions = {}): string {
  const session: Session = { p: createPrinter(pretty), path: [] };
  printValue(session, value, 0);
  return joined("", session.p);
}

function printValue(session: Session, value: JsonValue, depth: number): void {
  const { p } = session;
  if (Array.isArray(value)) printList(session, value, depth);
  else if (typeof value === "object" && value !== null) printObject(session, value, depth);
  else if (typeof value === "string") putString(p, value);
  else put(p, scalarText(session, value));
}

function scalarText({ path }: Session, value: unknown): string {
  if (typeof value === "number") return numberText(value);
  if (typeof value === "bigint" || typeof value === "boolean" || value === null) return String(value);
  throw new ImageError("bad-value", "JSON cannot hold this", {
    path: pathOf(path),
    found: `a value of type ${typeof value}`,
  });
}

/** JSON.stringify drops the sign of -0, and makes null of what is not finite. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? "-0" : String(value);
}

function printList(session: Session, list: readonly JsonValue[], depth: number): void {
  const { p, path } = session;
  checkDepth(session, depth);
  put(p, "[");
  for (const [i, item] of list.entries()) {
    putBefore(p, i, depth + 1);
    path.push(i);
    printValue(session, item, depth + 1);
    path.pop();
  }
  putClose(p, "]", list.length, depth);
}

function printObject(session: Session, object: Readonly<Record<string, JsonValue>>, depth: number): void {
  const { p, path } = session;
  checkDepth(session, depth);
  checkKind(session, object);
  put(p, "{");
  let count = 0;
  for (const [name, value] of Object.entries(object)) {
    // A property that was set to undefined counts as absent, as with JSON.stringify.
    if (value === undefined) continue;
    putBefore(p, count++, depth + 1);
    putString(p, name);
    put(p, ": ");
    path.push(name);
    printValue(session, value, depth + 1);
    path.pop();
  }
  putClose(p, "}", count, depth);
}

/** Bytes, maps and the like would become objects without their content. */
function checkKind({ path }: Session, object: object): void {
  const kind = Object.prototype.toString.call(object);
  if (kind === "[object Object]") return;
  throw new ImageError("bad-value", "JSON cannot hold this", { path: pathOf(path), found: kind.slice(8, -1) });
}

/** An object that contains itself ends here, too. */
function checkDepth({ path }: Session, depth: number): void {
  if (depth < 3 * MAX_DEPTH) return;
  throw new ImageError("too-deep", "the value nests too deep", { path: pathOf(path.slice(0, 6)) });
}

function pathOf(path: readonly (string | number)[]): string {
  return pathText(path);
}
