import { createReader, type Reader, readError } from "../../wire/reader.ts";
import { jsonBytes, passMark, readBlanks } from "./bytes.ts";
import { eachProperty, readText } from "./strings.ts";
import { badJson, duplicate, more, peek, readWord } from "./tokens.ts";

/*
 * JSON.parse for the JSON of images. An integer that a double would round becomes a bigint; all other values are as
 * JSON.parse returns them.
 */

/** Values of JSON. */
export type JsonValue = null | boolean | number | bigint | string | JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  [name: string]: JsonValue;
}

/** CRIU's JSON of an image, as an object that can be read and changed. */
export interface JsonImage extends JsonObject {
  magic: string;
  entries: JsonObject[];
}

const [QUOTE, OBJECT, ARRAY] = [0x22, 0x7b, 0x5b] as const;

/**
 * Parses CRIU's JSON of an image without rounding: integers beyond 2^53 become bigints. It takes as much memory as
 * JSON.parse, several times that of the text.
 *
 * @throws {ImageError} `bad-json`, `truncated`, `too-deep`: with the offset in the text
 */
export function parseJson(json: string | Uint8Array): JsonImage {
  const r = createReader(jsonBytes(json), "JSON");
  passMark(r);
  const image = parseObject(r, 0);
  readBlanks(r);
  if (isImage(image)) return image;
  throw badJson(r, 'not the JSON of an image: it needs a string "magic" and objects in "entries"', { pos: 0 });
}

function isImage(value: JsonObject): value is JsonImage {
  const { magic, entries } = value;
  return typeof magic === "string" && Array.isArray(entries) && entries.every(isObject);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Checks the depth. JSON nests deeper than messages: a repeated message is in an array and an object. */
function deeper(r: Reader, depth: number): number {
  if (depth < 3 * r.maxDepth) return depth + 1;
  throw readError(r, "too-deep", "the JSON nests too deep", { expected: `at most ${3 * r.maxDepth} levels` });
}

function parseValue(r: Reader, depth: number): JsonValue {
  switch (peek(r)) {
    case QUOTE:
      return readText(r);
    case OBJECT:
      return parseObject(r, depth);
    case ARRAY:
      return parseList(r, depth);
    default:
      return parseWord(r);
  }
}

function parseObject(r: Reader, depth: number): JsonObject {
  const inner = deeper(r, depth);
  const object: JsonObject = {};
  eachProperty(r, (name, at) => {
    if (Object.hasOwn(object, name)) throw duplicate(r, at, name);
    const value = parseValue(r, inner);
    // Plain assignment would set the object's prototype.
    if (name === "__proto__") Object.defineProperty(object, name, { ...OWN, value });
    else object[name] = value;
  });
  return object;
}

const OWN = { enumerable: true, writable: true, configurable: true } as const;

function parseList(r: Reader, depth: number): JsonValue[] {
  const inner = deeper(r, depth);
  const list: JsonValue[] = [];
  r.pos++;
  while (more(r, list.length, "]")) list.push(parseValue(r, inner));
  return list;
}

const WORDS: ReadonlyMap<string, boolean | null | number> = /* @__PURE__ */ new Map<string, boolean | null | number>([
  ["true", true],
  ["false", false],
  ["null", null],
  // Python writes these.
  ["NaN", Number.NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
]);

/** Parses a number, or one of the words of JSON. */
function parseWord(r: Reader): JsonValue {
  const word = readWord(r);
  const known = WORDS.get(word);
  if (known !== undefined) return known;
  const value = Number(word);
  return /[.eE]/.test(word) || Number.isSafeInteger(value) ? value : BigInt(word);
}
