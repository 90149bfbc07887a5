import { WordReader } from "../memory/linker/reader.ts";
import type { Memory } from "../memory/memory.ts";
import type { Given } from "./given.ts";

/** Most arguments, and most variables, of a process: each takes two bytes or more, and the kernel allows 6 MiB. */
const MOST = 2 ** 22;

/** Number of pointers that are read at once. */
const AT_ONCE = 256;

/**
 * Reads the pointers to the variables of the environment: the kernel writes them behind those to the arguments, at the start
 * of the stack (create_elf_tables in fs/binfmt_elf.c).
 *
 * @throws {EditError} if the stack has another form
 * @throws {MemoryError} if it cannot be read
 */
export async function environmentPointers(memory: Memory, given: Given): Promise<bigint[]> {
  const { mm_start_stack, mm_arg_start } = memory.bounds;
  const reader = new WordReader(memory);
  const [count = 0n, first] = await reader.words(mm_start_stack, 2);
  if (count > MOST || first !== mm_arg_start)
    throw given.error("the start of the stack does not have the pointers that the kernel writes there");
  const size = BigInt(reader.size);
  const start = mm_start_stack + size * (count + 2n);
  const pointers: bigint[] = [];
  while (pointers.length < MOST) {
    const words = await reader.words(start + size * BigInt(pointers.length), AT_ONCE).catch(() => undefined);
    const some = words ?? [await reader.word(start + size * BigInt(pointers.length))];
    const end = some.indexOf(0n);
    pointers.push(...(end === -1 ? some : some.slice(0, end)));
    if (end !== -1) return pointers;
  }
  throw given.error("the environment has no end");
}
