import { utf8 as encoded, joinBytes } from "../../text/bytes.ts";

/*
 * String literals of .proto files. They are bytes, because escapes may produce any byte. Only strings, not bytes, must
 * be UTF-8.
 */

const PIECE =
  /\\(?:(?<octal>[0-7]{1,3})|x(?<hex>[0-9a-fA-F]{1,2})|u(?<short>[0-9a-fA-F]{4})|U(?<long>[0-9a-fA-F]{8})|(?<other>.))|[^\\]+/gsu;

const ESCAPES: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Returns the bytes of a literal. */
export function bytesOf(literal: string): Uint8Array {
  const chunks: Uint8Array[] = [];
  let high: number | undefined;
  const flush = (): void => {
    if (high !== undefined) chunks.push(utf8(high));
    high = undefined;
  };
  for (const { 0: text, groups = {} } of literal.slice(1, -1).matchAll(PIECE)) {
    const { octal, hex, short, long, other } = groups;
    const code = short ?? long;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      // A pair of surrogates is one character; the high one may be written as \U, the low one as \u only.
      if (high !== undefined && short !== undefined && isLow(point)) {
        chunks.push(utf8(0x10000 + ((high - 0xd800) << 10) + (point - 0xdc00)));
        high = undefined;
        continue;
      }
      flush();
      if (isHigh(point)) high = point;
      else chunks.push(utf8(point));
      continue;
    }
    flush();
    if (octal !== undefined) chunks.push(Uint8Array.of(Number.parseInt(octal, 8)));
    else if (hex !== undefined) chunks.push(Uint8Array.of(Number.parseInt(hex, 16)));
    else if (other !== undefined) chunks.push(Uint8Array.of(ESCAPES[other] ?? other.charCodeAt(0)));
    else chunks.push(encoded(text));
  }
  flush();
  return joinBytes(chunks);
}

function isHigh(point: number): boolean {
  return point >= 0xd800 && point < 0xdc00;
}

function isLow(point: number): boolean {
  return point >= 0xdc00 && point < 0xe000;
}

/** Encodes a code point as UTF-8. A lone surrogate is encoded alike, and is then refused as invalid UTF-8. */
function utf8(point: number): Uint8Array {
  if (!isHigh(point) && !isLow(point)) return encoded(String.fromCodePoint(point));
  return Uint8Array.of(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
}

/** Decodes UTF-8; `undefined` if the bytes are not UTF-8. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
