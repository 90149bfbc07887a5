import { ImageError } from "../../wire/errors.ts";
import { MAX_DEPTH, pathText } from "../../wire/reader.ts";
import type { JsonValue } from "../parse/objects.ts";
import { createPrinter, joined, type Printer, put, putBefore, putClose } from "./printer.ts";
import { putString } from "./strings.ts";

/** Options of writing JSON. */
export interface StringifyOptions {
  /** Whether to write several lines, as crit does. */
  readonly pretty?: boolean;
}

/** Growing text, and the path to the current value. */
interface Session {
  readonly p: Printer;
  readonly path: (string | number)[];
}

/**
 * Writes a value of `parseJson` as JSON: bigints as numbers with all digits, and text in ASCII. The text of
 * `imageToJson` comes back byte for byte.
 *
 * @throws {ImageError} `bad-value` if JSON cannot hold a value, `too-deep`
 */
export function stringifyJson(value: JsonValue, options: StringifyOptions = {}): string {
  const session: Session = { p: createPrinter(options), path: [] };
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

/**
 * Formats a number without the losses of JSON.stringify: it drops the sign of -0, and replaces infinities and NaN by
 * null.
 */
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
    // A property set to undefined is absent, as with JSON.stringify.
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

/** Refuses byte arrays, maps and the like: they would lose their content. */
function checkKind({ path }: Session, object: object): void {
  const kind = Object.prototype.toString.call(object);
  if (kind === "[object Object]") return;
  throw new ImageError("bad-value", "JSON cannot hold this", { path: pathOf(path), found: kind.slice(8, -1) });
}

/** Limits the depth, which also stops at an object that contains itself. */
function checkDepth({ path }: Session, depth: number): void {
  if (depth < 3 * MAX_DEPTH) return;
  throw new ImageError("too-deep", "the value nests too deep", { path: pathOf(path.slice(0, 6)) });
}

function pathOf(path: readonly (string | number)[]): string {
  return pathText(path);
}
