import type { Edit } from "../draft/draft.ts";
import type { Memory } from "../memory/memory.ts";
import type { Given } from "./given.ts";

/** A text in memory that ends with a zero byte. */
export interface MemoryText {
  readonly address: bigint;
  readonly bytes: Uint8Array;
  /** Number of bytes up to the next text: the zero at the end, and more zeros of an earlier, longer text. */
  readonly room: number;
}

/** Most bytes of texts: MAX_ARG_STRINGS of the kernel, with some room. */
const MOST = 16n << 20n;

/**
 * Splits a range of memory into its texts. Zeros that follow a text count as its room.
 *
 * @throws {MemoryError} if the range cannot be read
 */
export async function textsBetween(memory: Memory, start: bigint, end: bigint, given: Given): Promise<MemoryText[]> {
  if (end < start || end - start > MOST) throw given.error("the process has no such texts");
  const bytes = await memory.read(start, Number(end - start));
  const texts: MemoryText[] = [];
  for (let at = 0; at < bytes.length; ) {
    const zero = bytes.indexOf(0, at);
    const last = zero < 0 ? bytes.length : zero;
    let next = last;
    while (next < bytes.length && bytes[next] === 0) next++;
    texts.push({ address: start + BigInt(at), bytes: bytes.slice(at, last), room: next - at });
    at = next;
  }
  return texts;
}

/**
 * Replaces a text where it lies, and fills the rest of its room with zeros.
 *
 * @throws {EditError} if it is too long: nothing around it can be moved, because pointers lead there
 */
export async function replaceText(memory: Memory, old: MemoryText, text: Uint8Array, given: Given): Promise<Edit> {
  const { address, bytes, room } = old;
  if (text.includes(0)) throw given.error("a text with a zero byte ends there");
  if (text.length >= room)
    throw given.error(`there is room for ${room - 1} bytes, and ${text.length} are needed: choose a shorter text`);
  const padded = new Uint8Array(room);
  padded.set(text);
  await memory.write(address, padded);
  return memoryEdit(address, bytes, text);
}

/** Describes a change of memory. */
export function memoryEdit(address: bigint, before: Uint8Array, after: Uint8Array): Edit {
  return { file: "memory", path: `0x${address.toString(16)}`, before, after };
}
