import type { Entry } from "../../memory/conditions.ts";
import type { Words } from "../../memory/words.ts";
import { StructWriter } from "../elf/struct.ts";
import type { Note } from "../notes/note.ts";

/** NT_386_TLS */
const TLS = 0x200;

/** Number of bytes of `user_desc`. */
const DESCRIPTOR = 16;

/** Bits of `user_desc` from the lowest on; `contents` has two. */
const BITS = [
  "seg_32bit",
  "contents_l",
  "contents_h",
  "read_exec_only",
  "limit_in_pages",
  "seg_not_present",
  "usable",
] as const;

/** Most descriptors: the kernel has three for thread-local storage. */
const MOST = 3;

/** Writes the segments for thread-local storage: `user_desc` of arch/x86/include/uapi/asm/ldt.h. */
export function tlsNote({ tls }: Entry, words: Words): Note {
  const descriptors = (tls as readonly Entry[]).slice(0, MOST);
  const writer = new StructWriter(words, descriptors.length * DESCRIPTOR);
  for (const one of descriptors) {
    const bits = BITS.reduce((sum, name, bit) => sum | (one[name] === true ? 1 << bit : 0), 0);
    writer.put(4, one["entry_number"] as number, one["base_addr"] as number, one["limit"] as number, bits);
  }
  return { owner: "LINUX", type: TLS, bytes: writer.bytes };
}
