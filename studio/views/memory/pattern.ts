/** Forms of a search in memory. */
export const FORMS = ["text", "bytes", "regex", "strings"] as const;

export type Form = (typeof FORMS)[number];

/** A search in memory. */
export interface Wanted {
  readonly form: Form;
  /** Text, bytes in hexadecimal, or regular expression; for strings, a text that each of them has. */
  readonly pattern: string;
}

/** Returns the form of a name; a text if there is none of it. */
export function formOf(name: string | undefined): Form {
  return FORMS.find((form) => form === name) ?? "text";
}

/**
 * Turns the pattern of a search into that of `find`.
 *
 * @throws {Error} if it is empty, or has no valid bytes or expression
 */
export function patternOf({ form, pattern }: Wanted): string | Uint8Array | RegExp {
  if (pattern === "") throw new Error("there is nothing to search for");
  if (form === "bytes") return bytesOf(pattern);
  return form === "regex" ? new RegExp(pattern) : pattern;
}

function bytesOf(pattern: string): Uint8Array {
  const digits = pattern.replaceAll(/\s|0x/gi, "");
  if (!/^(?:[\da-f]{2})+$/i.test(digits))
    throw new Error(`bytes have two digits each, such as 7f 45 4c 46; found ${pattern}`);
  return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
