/** Characters that are not seen, that move the cursor, or that turn the text around. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** A text as one line that a terminal shows, and does not obey: what a stranger's file says must not drive it. */
export function printable(text: string): string {
  return text.replaceAll(UNSEEN, escaped);
}

/** The same of a text of several lines. */
export function printableLines(text: string): string {
  return text.replaceAll(UNSEEN, (char) => (char === "\n" || char === "\t" ? char : escaped(char)));
}

function escaped(char: string): string {
  const code = char.charCodeAt(0).toString(16);
  return code.length > 2 ? `\\u${code.padStart(4, "0")}` : `\\x${code.padStart(2, "0")}`;
}
