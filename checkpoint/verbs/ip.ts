/** Returns the bytes of an address of IPv4 (4) or IPv6 (16); `undefined` if the text is none. */
export function bytesOfAddress(text: string): Uint8Array<ArrayBuffer> | undefined {
  return text.includes(":") ? ipv6(text) : ipv4(text);
}

function ipv4(text: string): Uint8Array<ArrayBuffer> | undefined {
  const parts = text.split(".");
  const isValid = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return isValid ? Uint8Array.from(parts, Number) : undefined;
}

/** Length of an address of IPv6, in groups of two bytes. */
const GROUPS = 8;

function ipv6(text: string): Uint8Array<ArrayBuffer> | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [before = [], after = []] = halves.map(groupsOf);
  const missing = GROUPS - before.length - after.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array<number>(missing).fill(0), ...after];
  if (groups.some(Number.isNaN)) return undefined;
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

/** Returns the groups of a part of an address; the last two can be written as IPv4. */
function groupsOf(text: string): number[] {
  if (text === "") return [];
  const parts = text.split(":");
  const last = ipv4(parts.at(-1) ?? "");
  const words =
    last === undefined ? [] : [(last[0] ?? 0) * 256 + (last[1] ?? 0), (last[2] ?? 0) * 256 + (last[3] ?? 0)];
  const groups = last === undefined ? parts : parts.slice(0, -1);
  return [...groups.map((part) => (/^[\da-f]{1,4}$/i.test(part) ? Number.parseInt(part, 16) : Number.NaN)), ...words];
}

/** Returns the text of an address; that of IPv6 as RFC 5952 recommends it. */
export function textOfAddress(address: Uint8Array): string {
  if (address.length === 4) return address.join(".");
  const groups = Array.from({ length: GROUPS }, (_, i) => ((address[2 * i] ?? 0) << 8) | (address[2 * i + 1] ?? 0));
  const zeros = groups.map((_, i) => groups.slice(i).findIndex((group) => group !== 0));
  const lengths = zeros.map((length, i) => (length === -1 ? GROUPS - i : length));
  const longest = Math.max(...lengths);
  const text = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(":");
  if (longest < 2) return text(groups);
  const start = lengths.indexOf(longest);
  return `${text(groups.slice(0, start))}::${text(groups.slice(start + longest))}`;
}
