/**
 * Reads a number of the command line: decimal, or hexadecimal with `0x`.
 *
 * @param what its meaning, for the error
 * @throws {Error} if it is none
 */
export function numberOf(text: string | undefined, what: string): bigint {
  if (text !== undefined && /^(?:\d{1,20}|0x[\da-f]{1,16})$/i.test(text)) return BigInt(text);
  throw new Error(
    text === undefined ? `${what} is missing` : `${what} must be a number, such as 4096 or 0x1000; found ${text}`,
  );
}

/** Reads a size in bytes, of at most 1 GiB. */
export function sizeOf(text: string | undefined, what: string, otherwise: number): number {
  const size = text === undefined ? BigInt(otherwise) : numberOf(text, what);
  if (size <= 2n ** 30n) return Number(size);
  throw new Error(`${what} must be at most 1073741824 (1 GiB); found ${text}`);
}
