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

/** Checks for a Uint8Array of any realm: one from another frame is not an instance of this realm's class. */
export function isBytes(value: unknown): value is Uint8Array {
  if (value instanceof Uint8Array) return true;
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === "[object Uint8Array]";
}

/**
 * Checks for an object with properties; arrays, byte arrays and maps are refused, because their content would be lost.
 */
export function isObject(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  // Fast path for plain objects: a property lookup costs less than the call of `toString`.
  return value.constructor === Object || Object.prototype.toString.call(value) === "[object Object]";
}

/** A type of values: its name in errors, and its check. */
type Kind = readonly [expected: string, fits: (value: unknown) => boolean];

const oneOf = (...words: readonly string[]): Kind => [
  words.map((word) => JSON.stringify(word)).join(" or "),
  (value) => typeof value === "string" && words.includes(value),
];

const SIZE: Kind = ["a number that is not negative", (value) => typeof value === "number" && value >= 0];
const FUNCTION: Kind = ["a function", (value) => typeof value === "function"];
const BOOLEAN: Kind = ["true or false", (value) => typeof value === "boolean"];

/** Options of all readers and writers, in one table: each passes its options on. */
const OPTIONS: Readonly<Record<string, Kind>> = /* @__PURE__ */ Object.freeze({
  version: /* @__PURE__ */ oneOf("v1.0", "v1.1"),
  byteOrder: /* @__PURE__ */ oneOf("little", "big"),
  file: ["a string", (value) => typeof value === "string"],
  maxDepth: SIZE,
  maxSize: SIZE,
  maxMemory: SIZE,
  tolerate: FUNCTION,
  warn: FUNCTION,
  pretty: BOOLEAN,
  payload: BOOLEAN,
  quoteLarge: BOOLEAN,
} satisfies Record<string, Kind>);

/**
 * Checks the type of each known option that is not undefined; ignores unknown names.
 *
 * @throws {ImageError} `bad-value`
 */
export function checkOptions(image: string | undefined, options: object): void {
  if (!isObject(options)) throw wrongKind(image, "options", "an object", options);
  for (const [name, value] of Object.entries(options)) {
    const kind = value === undefined || !Object.hasOwn(OPTIONS, name) ? undefined : OPTIONS[name];
    if (kind?.[1](value) === false) throw wrongKind(image, `options.${name}`, kind[0], value);
  }
}

/**
 * Checks the name and the framing of an image.
 *
 * @throws {ImageError} `bad-value`
 */
export function checkImage(name: string, image: object): void {
  if (!isObject(image)) throw wrongKind(name, undefined, "an object", image);
  const given: unknown = Reflect.get(image, "image");
  if (given !== name) throw wrongKind(name, "image", JSON.stringify(name), given);
  for (const property of ["version", "byteOrder"] as const) {
    const value: unknown = Reflect.get(image, property);
    const kind = OPTIONS[property];
    if (value !== undefined && kind?.[1](value) === false) throw wrongKind(name, property, kind[0], value);
  }
}

/**
 * Checks for a byte array.
 *
 * @throws {ImageError} `bad-value`
 */
export function checkBytes(image: string | undefined, bytes: unknown, path?: string): void {
  if (!isBytes(bytes)) throw wrongKind(image, path, "a Uint8Array", bytes);
}

function wrongKind(image: string | undefined, path: string | undefined, expected: string, value: unknown): ImageError {
  return new ImageError("bad-value", "the value cannot be read or written", {
    image,
    path,
    expected,
    found: shown(value),
  });
}
