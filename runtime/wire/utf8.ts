/*
 * UTF-8 without loss. File names and process names in an image are bytes, and not always UTF-8. A byte outside of a
 * valid
 * sequence becomes the lone surrogate U+DC00 + byte, and is written back as that byte (Python's "surrogateescape", PEP
 * 383).
 * TextDecoder would replace it by U+FFFD.
 */

const CHUNK = 4096;

/** Size up to which ASCII is faster without a decoder. */
const SHORT = 48;

/** UTF-16 units of a short text; reused. */
const units: number[] = [];

// All supported runtimes have it; TypeScript's library for the language alone does not declare it.
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };
let ascii: InstanceType<typeof TextDecoder> | undefined;

/** Decodes the bytes from `start` to `end`; never throws. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  const size = end - start;
  if (size > SHORT) return decodeLong(bytes, start, end);
  units.length = size;
  for (let i = 0; i < size; i++) {
    const byte = bytes[start + i] ?? 0;
    if (byte > 0x7f) return decodeMixed(bytes, start, end);
    units[i] = byte;
  }
  return String.fromCharCode.apply(null, units);
}

function decodeLong(bytes: Uint8Array, start: number, end: number): string {
  for (let i = start; i < end; i++) {
    if ((bytes[i] ?? 0) > 0x7f) return decodeMixed(bytes, start, end);
  }
  ascii ??= new TextDecoder();
  return ascii.decode(bytes.subarray(start, end));
}

/** Returns the string of UTF-16 units. */
export function fromUnits(units: Uint8Array | Uint16Array): string {
  let text = "";
  for (let i = 0; i < units.length; i += CHUNK) text += String.fromCharCode(...units.subarray(i, i + CHUNK));
  return text;
}

function decodeMixed(bytes: Uint8Array, start: number, end: number): string {
  const units = new Uint16Array(end - start);
  let count = 0;
  for (let i = start; i < end; ) {
    const first = bytes[i] ?? 0;
    const size = sequenceLength(bytes, i, end);
    i += size;
    if (size === 1) {
      units[count++] = first < 0x80 ? first : 0xdc00 + first;
      continue;
    }
    const point = pointAt(bytes, i - size, size);
    if (point < 0x10000) {
      units[count++] = point;
    } else {
      units[count++] = 0xd800 + ((point - 0x10000) >> 10);
      units[count++] = 0xdc00 + ((point - 0x10000) & 0x3ff);
    }
  }
  return fromUnits(units.subarray(0, count));
}

/** Decodes the code point of the sequence of `size` bytes, 2 or more, at `i`. */
export function pointAt(bytes: Uint8Array, i: number, size: number): number {
  let point = (bytes[i] ?? 0) & (0xff >> (size + 1));
  for (let k = i + 1; k < i + size; k++) point = (point << 6) | ((bytes[k] ?? 0) & 0x3f);
  return point;
}

/** Returns the size of the valid sequence at `i`, or 1 if there is none. */
export function sequenceLength(bytes: Uint8Array, i: number, end: number): number {
  const first = bytes[i] ?? 0;
  const size = first < 0xc2 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 1;
  if (size === 1 || i + size > end) return 1;
  for (let k = 1; k < size; k++) {
    if (((bytes[i + k] ?? 0) & 0xc0) !== 0x80) return 1;
  }
  const second = bytes[i + 1] ?? 0;
  // Overlong forms, surrogates, and code points beyond U+10FFFF.
  if (first === 0xe0 && second < 0xa0) return 1;
  if (first === 0xed && second > 0x9f) return 1;
  if (first === 0xf0 && second < 0x90) return 1;
  if (first === 0xf4 && second > 0x8f) return 1;
  return size;
}

/** Returns the size of `text` in bytes, or -1 if it has a lone surrogate that stands for no byte. */
export function utf8Length(text: string): number {
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) size += 1;
    else if (unit < 0x800) size += 2;
    else if (unit < 0xd800 || unit > 0xdfff) size += 3;
    else if (isPair(text, i)) {
      size += 4;
      i++;
    } else if (unit >= 0xdc80 && unit <= 0xdcff) size += 1;
    else return -1;
  }
  return size;
}

function isPair(text: string, i: number): boolean {
  const next = text.charCodeAt(i + 1);
  return text.charCodeAt(i) < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
}

/** Writes `text` at `pos` up to the first character that is not ASCII; returns true if there is none. */
export function putAscii(text: string, bytes: Uint8Array, pos: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0x7f) return false;
    bytes[pos + i] = unit;
  }
  return true;
}

/** Writes a code point at `pos`, a lone surrogate as the byte that it stands for; returns the position after it. */
export function putPoint(point: number, bytes: Uint8Array, pos: number): number {
  if (point < 0x80 || (point >= 0xdc80 && point <= 0xdcff)) {
    bytes[pos] = point & 0xff;
    return pos + 1;
  }
  const size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  bytes[pos] = ((0xf00 >> size) & 0xff) | (point >> (6 * (size - 1)));
  for (let i = 1; i < size; i++) bytes[pos + i] = 0x80 | ((point >> (6 * (size - 1 - i))) & 0x3f);
  return pos + size;
}

/** Writes `text` at `pos` and returns the position after it. The caller has reserved `utf8Length(text)` bytes. */
export function encodeUtf8(text: string, bytes: Uint8Array, pos: number): number {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      bytes[pos++] = unit;
    } else if (unit < 0x800) {
      bytes[pos++] = 0xc0 | (unit >> 6);
      bytes[pos++] = 0x80 | (unit & 0x3f);
    } else if (unit < 0xd800 || unit > 0xdfff) {
      bytes[pos++] = 0xe0 | (unit >> 12);
      bytes[pos++] = 0x80 | ((unit >> 6) & 0x3f);
      bytes[pos++] = 0x80 | (unit & 0x3f);
    } else if (isPair(text, i)) {
      const point = 0x10000 + ((unit & 0x3ff) << 10) + (text.charCodeAt(++i) & 0x3ff);
      bytes[pos++] = 0xf0 | (point >> 18);
      bytes[pos++] = 0x80 | ((point >> 12) & 0x3f);
      bytes[pos++] = 0x80 | ((point >> 6) & 0x3f);
      bytes[pos++] = 0x80 | (point & 0x3f);
    } else {
      bytes[pos++] = unit & 0xff;
    }
  }
  return pos;
}
