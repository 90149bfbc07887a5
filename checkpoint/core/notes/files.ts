import type { Area } from "../../memory/areas.ts";
import type { Memory } from "../../memory/memory.ts";
import type { Words } from "../../memory/words.ts";
import { nameBytes } from "../../open/tar/name.ts";
import { StructWriter } from "../elf/struct.ts";
import type { Note } from "./note.ts";

/** NT_FILE */
const FILES = 0x4649_4c45;

/** Largest note, in bytes: the most that `core_file_note_size_limit` of the kernel allows. Areas beyond it are left out. */
const LARGEST = 1 << 24;

/** An area that maps a file, and the path of the file with a zero at its end. */
interface Mapped {
  readonly area: Area;
  readonly path: Uint8Array;
}

/**
 * Lists the files that areas map, with their offsets in pages: `fill_files_note` of fs/binfmt_elf.c. A debugger reads
 * pages there that the core lacks.
 *
 * @returns nothing if no area maps a file with a path
 */
export async function fileNotes(memory: Memory, words: Words): Promise<Note[]> {
  const { areas, pageSize } = memory;
  const mapped: Mapped[] = [];
  let size = 2 * words.size;
  for (const area of areas) {
    const name = await memory.path(area.start);
    if (name === undefined) continue;
    const path = nameBytes(`${name}\0`);
    size += 3 * words.size + path.length;
    if (size > LARGEST) break;
    mapped.push({ area, path });
  }
  if (mapped.length === 0) return [];
  return [{ owner: "CORE", type: FILES, bytes: listing(mapped, pageSize, words) }];
}

function listing(mapped: readonly Mapped[], pageSize: number, words: Words): Uint8Array {
  const names = mapped.reduce((sum, { path }) => sum + path.length, 0);
  const writer = new StructWriter(words, (2 + 3 * mapped.length) * words.size + names).word(mapped.length, pageSize);
  for (const { area } of mapped) writer.word(area.start, area.end, area.offset / BigInt(pageSize));
  for (const { path } of mapped) writer.chars(path);
  return writer.bytes;
}
