import type { SignalQueueEntry } from "criu-images/messages/signal-queue-entry";
import type { Words } from "../../memory/words.ts";
import { StructWriter } from "../elf/struct.ts";
import type { Process, Thread } from "../threads.ts";
import type { Note } from "./note.ts";
import { generalRegisters, registerNotes } from "./registers.ts";

/** NT_PRSTATUS, NT_SIGINFO */
const PRSTATUS = 1;
const SIGINFO = 0x5349_4749;

/** Size of `siginfo_t`. */
const SIGINFO_SIZE = 128;

/** Offset of `pr_reg` in `elf_prstatus`, and the room after it for `pr_fpvalid` with its padding, by the size of a word. */
const REGISTERS: Readonly<Record<Words["size"], number>> = { 4: 72, 8: 112 };

/** TASK_STOPPED of criu/include/image.h: a signal stopped the process. */
const STOPPED = 3;

/** Lists the notes of a thread: NT_PRSTATUS first, as debuggers require. `between` come before its other registers. */
export function threadNotes(process: Process, thread: Thread, between: readonly Note[]): Note[] {
  const { words } = process;
  const others = registerNotes(thread, words);
  return [statusNote(process, thread, others.length > 0), signalNote(process, thread), ...between, ...others];
}

/**
 * Writes `elf_prstatus` of include/linux/elfcore.h. Its times are 0, because images lack them. A thread that CRIU
 * rewound in a system call has the registers of the image: those that it will continue with.
 */
function statusNote(process: Process, { id, core, ...thread }: Thread, hasFloats: boolean): Note {
  const { words, task } = process;
  const registers = generalRegisters({ id, core, ...thread }, words);
  const signal = signalOf(process);
  const writer = new StructWriter(words, REGISTERS[words.size] + registers.length + words.size)
    .put(4, signal, 0, 0)
    .put(2, signal)
    .word(pendingOf(core.thread_core?.signals_p, words))
    .word(core.thread_core?.blk_sigset ?? core.tc?.blk_sigset ?? 0)
    .put(4, id, task.ppid, task.pgid, task.sid)
    // User and system time, and those of children: seconds and microseconds.
    .word(0, 0, 0, 0, 0, 0, 0, 0)
    .chars(registers)
    .put(4, hasFloats ? 1 : 0);
  return { owner: "CORE", type: PRSTATUS, bytes: writer.bytes };
}

/** Writes `siginfo_t`: the signal that stopped the process, or zeros. */
function signalNote(process: Process, _thread: Thread): Note {
  const bytes = new StructWriter(process.words, SIGINFO_SIZE).put(4, signalOf(process)).bytes;
  return { owner: "CORE", type: SIGINFO, bytes };
}

/** Returns the signal that stopped the process; 0 if none did. */
function signalOf({ main }: Process): number {
  const { task_state, stop_signo = 0 } = main.core.tc ?? {};
  return task_state === STOPPED ? stop_signo : 0;
}

/** Returns the set of pending signals; bit 0 is signal 1. */
function pendingOf(queue: SignalQueueEntry | undefined, { littleEndian }: Words): bigint {
  return (queue?.signals ?? []).reduce((set, { siginfo }) => {
    if (siginfo.length < 4) return set;
    const number = new DataView(siginfo.buffer, siginfo.byteOffset).getInt32(0, littleEndian);
    return number < 1 || number > 64 ? set : set | (1n << BigInt(number - 1));
  }, 0n);
}
