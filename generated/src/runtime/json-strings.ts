// Copied by critgen 0.1.0 from its runtime: do not edit.

/** All but printable ASCII, and the two that JSON escapes. */
const SPECIAL = /["\\]|[^ -~]/;

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A text as a JSON string. */
export function jsonString(text: string): string {
  return SPECIAL.test(text) ? `"${escaped(text)}"` : `"${text}"`;
}

function escaped(text: string): string {
  let result = "";
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    const unit = text.charCodeAt(i);
    result += SPECIAL.test(char) ? (SHORT[char] ?? `\\u${unit.toString(16).padStart(4, "0")}`) : char;
  }
  return result;
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const PAD = 0x3d;
const VALUES: Int8Array = /* @__PURE__ */ base64Values();

function base64Values(): Int8Array {
  const values = new Int8Array(256).fill(-1);
  for (let i = 0; i < 64; i++) values[ALPHABET.charCodeAt(i)] = i;
  return values;
}

/**
 * The bytes that base64 text stands for, or what is wrong with it; line ends and blanks do not count, and the padding
 * may be left out.
 */
export function fromBase64(text: string): Uint8Array | string {
  const bytes = new Uint8Array(Math.ceil((text.length * 3) / 4));
  let size = 0;
  let word = 0;
  let bits = 0;
  let padding = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) continue;
    if (code === PAD) {
      padding++;
      continue;
    }
    const value = code > 0xff ? -1 : (VALUES[code] ?? -1);
    if (value < 0 || padding > 0) return `${JSON.stringify(text.charAt(i))} at character ${i + 1}`;
    word = ((word << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[size++] = (word >> bits) & 0xff;
  }
  const complete = bits < 6 && (padding === 0 || padding === bits / 2);
  return complete ? bytes.subarray(0, size) : "it ends in the middle of a byte";
}
