/* Text of a schema in documents and comments of any language. */

/** Sanitizes text for a comment: no end of comment, no line breaks, no characters that change the direction of text. */
export function comment(text: string): string {
  return text
    .replaceAll("*/", "*\\/")
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, " ")
    .trimEnd();
}

/** Escapes text for a cell of a Markdown table. */
export function cell(text: string): string {
  return comment(text).replaceAll(/[\\|<>`*_[\]]/g, (mark) => `\\${mark}`);
}

export function join(texts: readonly string[]): string {
  return texts.join(", ");
}
