import { jsonToImage, streamImageToJson, streamJsonToImage } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { expect } from "vitest";

/* Helps tests of CRIU's JSON: all layouts, texts in pieces, and exact numbers. */

export interface Form {
  readonly pretty: boolean;
}

/** Both forms of JSON. */
export const FORMS: readonly Form[] = [{ pretty: false }, { pretty: true }];

/** Compares bytes quickly; prints a difference only if there is one. */
export function expectBytes(actual: Uint8Array, expected: Uint8Array, what: string): void {
  if (Buffer.compare(actual, expected) !== 0) expect(actual, what).toEqual(expected);
}

/** Converts JSON to an image, with all layouts of the package. */
export function fromJson(json: string | Uint8Array): Uint8Array {
  return jsonToImage(imageLayouts, json);
}

/** Cuts bytes into pieces. */
export function* chunksOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let pos = 0; pos < bytes.length; pos += size) yield bytes.slice(pos, pos + size);
}

export async function streamedToJson(bytes: Uint8Array, size: number, file: string, form: Form): Promise<string> {
  const pieces = streamImageToJson(imageLayouts, chunksOf(bytes, size), { file, ...form });
  return Buffer.from(await collect(pieces)).toString("latin1");
}

export function streamedFromJson(json: string, size: number): Promise<Uint8Array> {
  return collect(streamJsonToImage(imageLayouts, chunksOf(Buffer.from(json), size)));
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(Buffer.concat(all));
}

/** A JSON value with whole numbers as bigints. */
export type Exact = bigint | number | boolean | null | string | readonly Exact[] | { readonly [name: string]: Exact };

const TOKENS = /"((?:[^"\\]|\\.)*)"|-?\d+(?![\d.eE])/gs;

/** Parses JSON exactly, with whole numbers as bigints. */
export function parseExact(json: string): Exact {
  // JSON.parse reads texts and quoted numbers alike; a letter before each distinguishes them.
  const marked = json.replaceAll(TOKENS, (token, text?: string) => (text === undefined ? `"n${token}"` : `"t${text}"`));
  return unmark(JSON.parse(marked) as Exact);
}

function unmark(value: Exact): Exact {
  if (typeof value === "string") return value.startsWith("n") ? BigInt(value.slice(1)) : value.slice(1);
  if (Array.isArray(value)) return (value as readonly Exact[]).map(unmark);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name.slice(1), unmark(item)]));
}

/** Returns a value as JSON on one line. */
export function exactText(value: Exact): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${(value as readonly Exact[]).map(exactText).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{${Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}:${exactText(item)}`)}}`;
}
