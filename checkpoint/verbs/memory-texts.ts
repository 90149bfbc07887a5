import type { Edit } from "../draft/draft.ts";
import type { Memory } from "../memory/memory.ts";
import type { MemoryText } from "../memory/texts.ts";
import type { Given } from "./given.ts";

/** Adds empty texts to the room of the text before: they are what a longer one has left. */
export function withRoom(texts: readonly MemoryText[]): MemoryText[] {
  const found: MemoryText[] = [];
  for (const text of texts) {
    const last = found.at(-1);
    if (text.bytes.length > 0 || last === undefined) found.push(text);
    else found[found.length - 1] = { ...last, room: last.room + text.room };
  }
  return found;
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
