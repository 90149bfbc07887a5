/*
 * Names in an image and in a folder are arbitrary bytes, with lone surrogates for those that are not UTF-8. A process
 * must not be able to drive the terminal of a person who looks at its checkpoint.
 */

/**
 * Characters that are invisible, move the cursor, or change the direction of text; the last group are bytes outside of
 * UTF-8 that an 8-bit terminal interprets as C1.
 */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\udc80-\udc9f]/gu;

/** Escapes control characters, such as `\x1b`. The result is one line. */
export function printable(text: string): string {
  return text.replaceAll(UNSEEN, escaped);
}

/** Escapes the same, but keeps line breaks and tabs. */
export function printableLines(text: string): string {
  return text.replaceAll(UNSEEN, (char) => (char === "\n" || char === "\t" ? char : escaped(char)));
}

function escaped(char: string): string {
  const number = char.charCodeAt(0);
  const code = (number >= 0xdc80 ? number & 0xff : number).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}
