/** Reads the 32-bit word at `pos`. */
export function wordAt(bytes: Uint8Array, pos: number, littleEndian: boolean): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(pos, littleEndian);
}

/** Formats a word as the table does. */
export function hex32(word: number): string {
  return `0x${word.toString(16).padStart(8, "0")}`;
}
