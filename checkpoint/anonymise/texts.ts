/* Bytes and characters of texts. A byte outside of UTF-8 is a lone surrogate from U+DC80 on, as criu-images reads it. */

import { joined } from "../bytes/bytes.ts";

/** Returns the bytes of a text. */
export function bytesOfText(text: string): Uint8Array {
  const encoder = new TextEncoder();
  if (!/[\udc80-\udcff]/u.test(text)) return encoder.encode(text);
  const parts = text.split(/([\udc80-\udcff])/u);
  return joined(
    parts.map((part, i) => (i % 2 === 0 ? encoder.encode(part) : Uint8Array.of(part.charCodeAt(0) & 0xff))),
  );
}

/** Replaces each match of an expression, one after the other. */
export async function replaceEach(
  text: string,
  expression: RegExp,
  replaced: (match: string) => Promise<string>,
): Promise<string> {
  let result = "";
  let end = 0;
  for (const match of text.matchAll(expression)) {
    result += text.slice(end, match.index) + (await replaced(match[0]));
    end = match.index + match[0].length;
  }
  return result + text.slice(end);
}
