/** Size of a stream's header, in bytes. */
const STREAM_HEADER = 12;

/** Id of the filter LZMA2. */
const LZMA2 = 0x21;

/**
 * Returns the dictionary of the first block of xz, in bytes; 0 if its header is not in `start`, or has no LZMA2.
 *
 * @param start first bytes of a stream
 * @see The .xz File Format, 3.1 Block Header and 5.3.1 LZMA2
 */
export function xzDictionary(start: Uint8Array): number {
  const end = Math.min(start.length, STREAM_HEADER + ((start[STREAM_HEADER] ?? 0) + 1) * 4);
  const flags = start[STREAM_HEADER + 1] ?? 0;
  const read = numbersIn(start, STREAM_HEADER + 2, end);
  if ((flags & 0x40) !== 0) read();
  if ((flags & 0x80) !== 0) read();
  for (let filters = (flags & 3) + 1; filters > 0; filters--) {
    const [id, size] = [read(), read()];
    const properties = read(size);
    if (id === LZMA2) return dictionarySize(properties);
  }
  return 0;
}

/** Returns a reader of numbers in groups of seven bits; with a size, it returns the first byte and skips the others. */
export function numbersIn(bytes: Uint8Array, start: number, end: number): (size?: number) => number {
  let at = start;
  return (size) => {
    const first = bytes[at] ?? 0;
    if (size !== undefined) {
      at += size;
      return first;
    }
    let value = 0;
    for (let factor = 1; at < end; factor *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) break;
    }
    return value;
  };
}

function dictionarySize(bits: number): number {
  return bits === 40 ? 2 ** 32 - 1 : (2 | (bits & 1)) * 2 ** ((bits >> 1) + 11);
}
