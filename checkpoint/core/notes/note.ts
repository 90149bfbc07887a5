import type { Words } from "../../memory/words.ts";
import { StructWriter } from "../elf/struct.ts";

/** A note of a core: registers of a thread, or facts about the process. */
export interface Note {
  /** Owner of the numbers of types: the kernel writes `LINUX` for all but the oldest types. */
  readonly owner: "CORE" | "LINUX";
  /** NT_*, a number of include/uapi/linux/elf.h. */
  readonly type: number;
  readonly bytes: Uint8Array;
}

/** Number of bytes before the owner's name: its length, the length of the bytes, and the type. */
const HEADER = 12;

/** Returns the bytes of a note in a file: header, name and content, each padded to four bytes. */
export function noteBytes({ owner, type, bytes }: Note, words: Words): Uint8Array {
  const name = new TextEncoder().encode(`${owner}\0`);
  const room = padded(name.length);
  return new StructWriter(words, HEADER + room + padded(bytes.length))
    .put(4, name.length, bytes.length, type)
    .chars(name, room)
    .chars(bytes).bytes;
}

function padded(length: number): number {
  return length + (-length & 3);
}
