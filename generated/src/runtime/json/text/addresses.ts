// Copied by critgen 0.1.0 from its runtime: do not edit.

/*
 * IP addresses in pretty JSON. Their words are in network order, so the byte order of the machine that dumped decides
 * how a word is split into bytes.
 */

/** Formats one word as an IPv4 address, four as an IPv6 address; returns `undefined` for any other number of words. */
export function addressText(words: readonly number[], littleEndian: boolean): string | undefined {
  const bytes = words.flatMap((word) => bytesOf(word, littleEndian));
  if (words.length === 1) return bytes.join(".");
  if (words.length !== 4) return undefined;
  const groups = Array.from({ length: 8 }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));
  return shortened(groups);
}

function bytesOf(word: number, littleEndian: boolean): number[] {
  const bytes = [word & 0xff, (word >>> 8) & 0xff, (word >>> 16) & 0xff, word >>> 24];
  return littleEndian ? bytes : bytes.reverse();
}

/** Replaces the longest run of two or more zero groups by `::`, the first of several as long. */
function shortened(groups: readonly number[]): string {
  let [best, length] = [0, 1];
  for (let i = 0; i < groups.length; i++) {
    let run = 0;
    while (groups[i + run] === 0) run++;
    if (run > length) [best, length] = [i, run];
  }
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(":");
  if (length < 2) return text(groups);
  return `${text(groups.slice(0, best))}::${text(groups.slice(best + length))}`;
}

/** Longest address in characters: six IPv6 groups and an IPv4 address. */
const LONGEST = 45;

/** Parses an address into words; returns `undefined` if the text is not an address. */
export function fromAddress(text: string, littleEndian: boolean): number[] | undefined {
  if (text.length > LONGEST) return undefined;
  const bytes = text.includes(":") ? bytesOfIpv6(text) : bytesOfIpv4(text);
  if (bytes === undefined) return undefined;
  const words: number[] = [];
  for (let i = 0; i < bytes.length; i += 4) {
    const four = bytes.slice(i, i + 4);
    words.push((littleEndian ? four.reverse() : four).reduce((word, byte) => word * 256 + byte, 0));
  }
  return words;
}

function bytesOfIpv4(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return parts.map(Number);
}

function bytesOfIpv6(text: string): number[] | undefined {
  const halves = text.split("::");
  const [left, right] = halves.map((half, i) => (half === "" ? [] : bytesOfGroups(half, i === halves.length - 1)));
  if (halves.length === 1) return left?.length === 16 ? left : undefined;
  if (halves.length !== 2 || left === undefined || right === undefined || left.length + right.length > 14)
    return undefined;
  return [...left, ...new Array<number>(16 - left.length - right.length).fill(0), ...right];
}

/** Parses groups of hexadecimal digits; the last group of an address may be an IPv4 address. */
function bytesOfGroups(text: string, ends: boolean): number[] | undefined {
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [i, group] of groups.entries()) {
    const more = /^[\da-f]{1,4}$/i.test(group)
      ? [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]
      : ends && i === groups.length - 1
        ? bytesOfIpv4(group)
        : undefined;
    if (more === undefined) return undefined;
    bytes.push(...more);
  }
  return bytes;
}
