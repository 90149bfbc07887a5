/** Characters that are invisible, move the cursor, or change the direction of text. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Escapes control characters, so that text of a file cannot drive the terminal. The result is one line. */
export function printable(text: string): string {
  return text.replaceAll(UNSEEN, escaped);
}

/** Escapes the same, but keeps line breaks and tabs. */
export function printableLines(text: string): string {
  return text.replaceAll(UNSEEN, (char) => (char === "\n" || char === "\t" ? char : escaped(char)));
}

function escaped(char: string): string {
  const code = char.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}
