import type { Comparison, PageChange } from "criu-checkpoint";
import { toJson as jsonText } from "../explore/json.ts";

/** Prints a comparison as JSON. */
export function toJson(
  [a, b]: readonly [string, string],
  { changes, pages, uncompared, isSame }: Comparison,
  withNoise: boolean,
): string {
  const shown = withNoise ? changes : changes.filter(({ isNoise }) => !isNoise);
  const noise = changes.filter(({ isNoise }) => isNoise).length;
  return jsonText({
    ...{ a, b, isSame, noise },
    changes: shown.map(({ before, after, ...one }) => ({ ...one, before: plain(before), after: plain(after) })),
    pages: pages.map(pageJson),
    uncompared,
  });
}

/** Addresses are texts, because most readers of JSON round large numbers. */
function pageJson({ start, end, ranges, ...one }: PageChange): object {
  return { ...one, start: hex(start), end: hex(end), ranges: ranges.map((range) => range.map(hex)) };
}

export function hex(address: bigint): string {
  return `0x${address.toString(16)}`;
}

/** Returns a value as JSON has it: bytes as hexadecimal digits. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one)]));
}
