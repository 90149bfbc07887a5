import { MemoryError } from "../../memory/error.ts";
import type { Memory } from "../../memory/memory.ts";
import type { Words } from "../../memory/words.ts";
import { nameBytes } from "../../open/tar/name.ts";
import { StructWriter } from "../elf/struct.ts";
import type { Process } from "../threads.ts";
import type { Note } from "./note.ts";

/** NT_PRPSINFO, NT_AUXV */
const PRPSINFO = 3;
const AUXV = 6;

/** Size of `elf_prpsinfo` by the size of a word. */
const SIZES: Readonly<Record<Words["size"], number>> = { 4: 124, 8: 136 };

/** Room for the name, and for the arguments, with the zero at their end. */
const NAME = 16;
const ARGUMENTS = 80;

/** States of processes by CRIU's number (criu/include/image.h): index and letter of the kernel. */
const STATES: Readonly<Record<number, readonly [number, string]>> = { 1: [0, "R"], 3: [3, "T"] };

/** Writes `elf_prpsinfo` of include/linux/elfcore.h: ids, state, name and arguments of the process. */
export async function infoNote({ task, machine, words, main }: Process, memory: Memory): Promise<Note> {
  const { tc, thread_core } = main.core;
  const [state, letter] = STATES[tc?.task_state ?? 0] ?? [0, "R"];
  const { uid = 0, gid = 0 } = thread_core?.creds ?? {};
  const writer = new StructWriter(words, SIZES[words.size])
    .put(1, state, letter.charCodeAt(0), 0, thread_core?.sched_nice ?? 0)
    .word(tc?.flags ?? 0)
    .put(machine.uid, uid, gid)
    .put(4, task.pid, task.ppid, task.pgid, task.sid)
    .chars(nameBytes(tc?.comm ?? "").subarray(0, NAME - 1), NAME)
    .chars(await argumentsOf(memory), ARGUMENTS);
  return { owner: "CORE", type: PRPSINFO, bytes: writer.bytes };
}

/** Reads the begin of the arguments, with spaces for the zeros between them; nothing if it cannot be read. */
async function argumentsOf(memory: Memory): Promise<Uint8Array> {
  const { mm_arg_start, mm_arg_end } = memory.bounds;
  const length = Math.max(0, Math.min(ARGUMENTS - 1, Number(mm_arg_end - mm_arg_start)));
  try {
    return (await memory.read(mm_arg_start, length)).map((byte) => (byte === 0 ? 0x20 : byte));
  } catch (error) {
    if (error instanceof MemoryError) return new Uint8Array();
    throw error;
  }
}

/** Writes the auxiliary vector, with its end. */
export function auxvNote({ auxv: entries }: Memory, words: Words): Note {
  const writer = new StructWriter(words, 2 * words.size * (entries.length + 1));
  for (const { type, value } of entries) writer.word(type, value);
  return { owner: "CORE", type: AUXV, bytes: writer.bytes };
}
