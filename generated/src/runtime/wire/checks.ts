// Copied by critgen 0.1.0 from its runtime: do not edit.

import { ImageError } from "./errors.ts";

/* Checks for callers without types, and for values from JSON: an option or property of the wrong type is refused. */

/** Formats a value for an error: in a few words, and without running code of the value itself. */
export function shown(value: unknown): string {
  if (typeof value === "bigint") return BigInt.asIntN(128, value) === value ? `${value}n` : "a larger bigint";
  if (typeof value === "string") return JSON.stringify(value.length <= 100 ? value : `${value.slice(0, 100)}…`);
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "an array" : "an object";
}

/** Returns whether a value is a Uint8Array of any realm: one of another frame is no instance of this realm's class. */
export function isBytes(value: unknown): value is Uint8Array {
  if (value instanceof Uint8Array) return true;
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]";
}

/**
 * Returns whether a value is an object with properties, but no array, byte array or map: their content would be lost.
 */
export function isObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  // Fast path for plain objects: a property lookup costs less than the call of `toString`.
  return value.constructor === Object || Object.prototype.toString.call(value) === "[object Object]";
}

const SIZE = "a number that is not negative";

/**
 * Options of all readers and writers, in one table: each passes its options on. The name of a type is also its check:
 * it begins with the type of JavaScript, or lists all values as `shown` formats them.
 */
const OPTIONS: Readonly<Record<string, string>> = {
  version: '"v1.0" or "v1.1"',
  byteOrder: '"little" or "big"',
  file: "a string",
  maxDepth: SIZE,
  maxSize: SIZE,
  maxMemory: SIZE,
  tolerate: "a function",
  warn: "a function",
  pretty: "a boolean",
  payload: "a boolean",
  quoteLarge: "a boolean",
};

function fits(value: unknown, type: string): boolean {
  if (typeof value === "number") return type === SIZE && value >= 0;
  return type.startsWith(`a ${typeof value}`) || type.split(" or ").includes(shown(value));
}

/** Checks the type of each property that the table of options has; ignores all others. */
function checkProperties(image: string | undefined, path: string | undefined, values: object): void {
  if (!isObject(values)) throw wrongType(image, path, "an object", values);
  for (const [name, type] of Object.entries(OPTIONS)) {
    const value: unknown = Reflect.get(values, name);
    if (value !== undefined && !fits(value, type))
      throw wrongType(image, path === undefined ? name : `${path}.${name}`, type, value);
  }
}

/**
 * Checks the type of each known option that is not undefined; ignores unknown names.
 *
 * @throws {ImageError} `bad-value`
 */
export function checkOptions(image: string | undefined, options: object): void {
  checkProperties(image, "options", options);
}

/**
 * Checks the name and the framing of an image.
 *
 * @throws {ImageError} `bad-value`
 */
export function checkImage(name: string, image: object): void {
  checkProperties(name, undefined, image);
  const given: unknown = Reflect.get(image, "image");
  if (given !== name) throw wrongType(name, "image", JSON.stringify(name), given);
}

/**
 * Refuses a value that is no byte array.
 *
 * @throws {ImageError} `bad-value`
 */
export function checkBytes(image: string | undefined, bytes: unknown, path?: string): void {
  if (!isBytes(bytes)) throw wrongType(image, path, "a Uint8Array", bytes);
}

function wrongType(image: string | undefined, path: string | undefined, expected: string, value: unknown): ImageError {
  return new ImageError("bad-value", "the value cannot be read or written", {
    image,
    path,
    expected,
    found: shown(value),
  });
}
