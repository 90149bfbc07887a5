import { auxValue } from "../auxv.ts";
import { memoryChunks } from "../chunks.ts";
import type { Memory } from "../memory.ts";
import { readable, type WordReader } from "./reader.ts";

/* The dynamic section of a program, which leads to the list of the dynamic linker: elf.h and link.h of glibc. */

/** DT_NULL, DT_DEBUG, DT_MIPS_RLD_MAP, DT_MIPS_RLD_MAP_REL */
const END = 0n;
const DEBUG = 0x15;
const POINTER = 0x7000_0016;
const RELATIVE = 0x7000_0035;

/** Tags of entries that lead to `r_debug`. On MIPS, whose section is read-only, they lead to a pointer to it. */
const TAGS: ReadonlySet<number> = new Set([DEBUG, POINTER, RELATIVE]);

/** Longest section, in bytes. */
const LONGEST = 1n << 16n;

/** Most words that are tried as such an entry: the section is near the begin of the data of a program. */
const MOST_TRIED = 1 << 16;

/** An entry of a dynamic section. */
interface Entry {
  readonly address: bigint;
  readonly tag: number;
}

/**
 * Finds `r_debug` of a program: through its program headers, or by a search, because their page equals the file and is
 * not in a checkpoint.
 *
 * @returns `undefined` if there is none
 */
export async function debugOf(memory: Memory, reader: WordReader): Promise<bigint | undefined> {
  let tried = 0;
  for await (const entry of candidates(memory, reader)) {
    if (++tried > MOST_TRIED) return undefined;
    const debug = await readable(targetOf(reader, entry));
    if (debug !== undefined && (await readable(isDebug(reader, debug, entry))) === true) return debug;
  }
  return undefined;
}

/**
 * Lists entries that may lead to `r_debug`. Without an interpreter, the program is static, or it is the dynamic linker
 * itself, which has loaded another file.
 */
async function* candidates(memory: Memory, reader: WordReader): AsyncGenerator<Entry> {
  const hasLinker = (auxValue(memory.auxv, "BASE") ?? 0n) !== 0n;
  const section = hasLinker ? await readable(sectionOf(memory, reader)) : undefined;
  if (section !== undefined) yield* entriesOf(reader, section);
  const program = BigInt(memory.bounds.exe_file_id);
  for (const { start, end, object } of memory.areas) {
    if (object?.space === "file" && (object.id === program) === hasLinker) yield* entriesIn(memory, start, end);
  }
}

/** PT_DYNAMIC, PT_PHDR */
const DYNAMIC = 2n;
const HEADERS = 6n;

/** Most program headers: 16 bits count them. */
const MOST = 0xffff;

/** Finds the dynamic section through the program headers; `undefined` if there is none. */
async function sectionOf({ auxv }: Memory, reader: WordReader): Promise<bigint | undefined> {
  const start = auxValue(auxv, "PHDR") ?? 0n;
  const count = Math.min(Number(auxValue(auxv, "PHNUM") ?? 0n), MOST);
  // The type, the flags with 64 bits, the offset, the address; the size of a header is that of its words.
  const length = reader.size === 8 ? 7 : 8;
  let dynamic: bigint | undefined;
  let base = 0n;
  for (let i = 0; i < count; i++) {
    const at = start + BigInt(i * length * reader.size);
    const type = BigInt(await reader.integer(at));
    if (type !== DYNAMIC && type !== HEADERS) continue;
    const address = await reader.word(at + BigInt(2 * reader.size));
    if (type === DYNAMIC) dynamic = address;
    else base = start - address;
  }
  return dynamic === undefined ? undefined : base + dynamic;
}

async function* entriesOf(reader: WordReader, section: bigint): AsyncGenerator<Entry> {
  for (let address = section; address < section + LONGEST; address += BigInt(2 * reader.size)) {
    const tag = await readable(reader.word(address));
    if (tag === undefined || tag === END) return;
    if (TAGS.has(Number(tag))) yield { address, tag: Number(tag) };
  }
}

/** Searches an area for words with the tag of such an entry. */
async function* entriesIn(memory: Memory, start: bigint, end: bigint): AsyncGenerator<Entry> {
  const { size, littleEndian } = memory.words;
  const [low, high] = littleEndian ? [0, size - 4] : [size - 4, 0];
  for await (const { address, bytes } of memoryChunks(memory, start, end)) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    for (let at = 0; at + size <= bytes.length; at += size) {
      const tag = view.getUint32(at + low, littleEndian);
      if (!TAGS.has(tag) || (size === 8 && view.getUint32(at + high, littleEndian) !== 0)) continue;
      yield { address: address + BigInt(at), tag };
    }
  }
}

/** Returns the address of `r_debug` that an entry leads to. */
async function targetOf(reader: WordReader, { address, tag }: Entry): Promise<bigint> {
  const value = await reader.word(address + BigInt(reader.size));
  if (tag === DEBUG) return value;
  return await reader.word(tag === RELATIVE ? address + value : value);
}

/** Returns whether an address is that of `r_debug`: the dynamic section of its first object has the entry. */
async function isDebug(reader: WordReader, debug: bigint, { address }: Entry): Promise<boolean> {
  const first = await reader.word(debug + BigInt(reader.size));
  const [, , section = 0n, , previous] = await reader.words(first, 5);
  const distance = address - section;
  return previous === 0n && distance >= 0n && distance < LONGEST && distance % BigInt(2 * reader.size) === 0n;
}
