import { sha256 } from "../text/sha256.ts";

/*
 * Conversion of models to JSON and back, including maps, bigints, NaN and infinities. Places and comments are left out.
 */

/** Keys of objects that represent values that JSON lacks. */
const TAGS = { map: "$map", bigint: "$bigint", number: "$number" };

/** Returns the first 48 bits of the SHA-256 of a value, in hex. */
export function fingerprint(value: unknown): string {
  return sha256(JSON.stringify(value, forJson)).slice(0, 12);
}

/** Converts a value to one that JSON can hold. */
export function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, forJson));
}

/** Replaces a value that JSON lacks, as a replacer of `JSON.stringify`. */
function forJson(key: string, value: unknown): unknown {
  if (key === "at" || key === "comment") return undefined;
  if (typeof value === "bigint") return { [TAGS.bigint]: String(value) };
  if (typeof value === "number" && !isPlain(value))
    return { [TAGS.number]: Object.is(value, -0) ? "-0" : String(value) };
  return value instanceof Map ? { [TAGS.map]: [...value] } : value;
}

function isPlain(value: number): boolean {
  return Number.isFinite(value) && !Object.is(value, -0);
}

/** Reverses `toJson`. */
export function fromJson(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(fromJson);
  const [[key, inner] = []] = Object.entries(value) as [string, unknown][];
  if (key === TAGS.bigint) return BigInt(String(inner));
  if (key === TAGS.number) return Number(inner);
  if (key === TAGS.map) return new Map((inner as [unknown, unknown][]).map(([name, one]) => [name, fromJson(one)]));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, fromJson(one)]));
}
