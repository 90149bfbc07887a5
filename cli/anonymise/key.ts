import { readFileSync } from "node:fs";

/** Hexadecimal digits of at least 16 bytes. */
const DIGITS = /^(?:[0-9a-f]{2}){16,}$/i;

/**
 * Returns the bytes of a key: those of a file, or of hexadecimal digits.
 *
 * @throws {Error} the errors of Node
 */
export function keyOf(given: string): Uint8Array {
  return DIGITS.test(given) ? Uint8Array.from(Buffer.from(given, "hex")) : Uint8Array.from(readFileSync(given));
}
