import type { Bytes } from "../bytes/bytes.ts";

/** Returns bytes that are all zero, without storing them. */
export function zeroBytes(size: number): Bytes {
  return { size, read: async (from, to) => new Uint8Array(Math.max(0, Math.min(to, size) - from)) };
}
