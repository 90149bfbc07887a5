import type { AddressSpace, AreaRow } from "./areas.ts";

/** Finds the index of the area with an address; -1 if none has it. */
export function areaAt(areas: readonly AreaRow[], address: bigint): number {
  const i = firstAfter(areas, address);
  return (areas[i]?.start ?? address + 1n) <= address ? i : -1;
}

/** Returns the index of the first area that ends after an address; the number of areas if none does. */
function firstAfter(areas: readonly AreaRow[], address: bigint): number {
  let [low, high] = [0, areas.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((areas[middle]?.end ?? 0n) > address) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns an address if an area has it; else the nearest one in the direction of a step, or beyond the last area, before it. */
export function nearest(areas: readonly AreaRow[], address: bigint, forward: boolean): bigint {
  const i = firstAfter(areas, address);
  const area = areas[i];
  if (area !== undefined && area.start <= address) return address;
  const before = areas[i - 1];
  if ((forward && area !== undefined) || before === undefined) return area?.start ?? address;
  return before.end - 1n;
}

/** Reads a word as an unsigned number. */
export function wordOf(bytes: readonly number[], littleEndian: boolean): bigint {
  const digits = littleEndian ? bytes.toReversed() : bytes;
  return digits.reduce((word, byte) => (word << 8n) | BigInt(byte), 0n);
}

/** Reads the bytes of a word at an offset as an address in an area; `undefined` if it is none. */
export function pointerAt(
  { areas, wordSize, littleEndian }: AddressSpace,
  byteAt: (offset: number) => number | undefined,
  offset: number,
): bigint | undefined {
  const bytes = Array.from({ length: wordSize }, (_, i) => byteAt(offset + i));
  const known = bytes.filter((byte) => byte !== undefined);
  if (known.length < wordSize) return undefined;
  const word = wordOf(known, littleEndian);
  return areaAt(areas, word) < 0 ? undefined : word;
}

/** Parses an address: hexadecimal, with or without `0x`. Returns `undefined` if it is none. */
export function parseAddress(text: string): bigint | undefined {
  const [, digits] = /^\s*(?:0x)?([\da-f]{1,16})\s*$/i.exec(text.replaceAll("_", "")) ?? [];
  return digits === undefined ? undefined : BigInt(`0x${digits}`);
}
