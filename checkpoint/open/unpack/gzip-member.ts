import type { Chunks } from "./chunks.ts";

/* The members of gzip, as far as their ends: libraries go on behind a member without telling its place. See RFC 1952. */

/** First byte of a member. */
const FIRST = 0x1f;

/**
 * Returns whether another member follows one. Zeros end the members, and all behind them is ignored.
 *
 * @throws {Error} if other data follow
 */
export async function hasMember(input: Chunks): Promise<boolean> {
  const next = await input.next(1);
  if (next === undefined || next[0] === 0) return false;
  if (next[0] !== FIRST) throw new Error("other data follow a member");
  input.putBack(next);
  return true;
}

/** Flags of a header. */
const HEADER_CHECKSUM = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;
const RESERVED = 0xe0;

/**
 * Takes the header of a member.
 *
 * @throws {Error} if it is none, or is cut
 */
export async function takeHeader(input: Chunks): Promise<void> {
  const [first, second, method, flags = 0] = await input.take(10);
  if (first !== FIRST || second !== 0x8b) throw new Error("incorrect header check");
  if (method !== 8 || (flags & RESERVED) !== 0) throw new Error("unknown compression method or flags");
  if ((flags & EXTRA) !== 0) {
    const [low = 0, high = 0] = await input.take(2);
    await input.take(low + 256 * high);
  }
  if ((flags & NAME) !== 0) await takeText(input);
  if ((flags & COMMENT) !== 0) await takeText(input);
  if ((flags & HEADER_CHECKSUM) !== 0) await input.take(2);
}

/** Takes a text with the zero at its end. */
async function takeText(input: Chunks): Promise<void> {
  for (let chunk = await input.next(); ; chunk = await input.next()) {
    if (chunk === undefined) throw new Error("unexpected end of file");
    const end = chunk.indexOf(0);
    if (end === -1) continue;
    input.putBack(chunk.subarray(end + 1));
    return;
  }
}

/**
 * Takes the trailer of a member, and compares it.
 *
 * @throws {Error} if the content has another checksum or size, or the trailer is cut
 */
export async function takeTrailer(input: Chunks, checksum: number, size: number): Promise<void> {
  const { buffer } = await input.take(8);
  const trailer = new DataView(buffer);
  if (trailer.getUint32(0, true) !== checksum) throw new Error("incorrect data check");
  if (trailer.getUint32(4, true) !== size % 2 ** 32) throw new Error("incorrect length check");
}
