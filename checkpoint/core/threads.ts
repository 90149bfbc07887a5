import type { CoreEntry } from "criu-images/messages/core-entry";
import type { PstreeEntry } from "criu-images/messages/pstree-entry";
import type { Entry } from "../memory/conditions.ts";
import type { Words } from "../memory/words.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { CoreError } from "./error.ts";
import type { Machine } from "./machines/machine.ts";
import { type Registers, registersOf } from "./machines/machines.ts";

/** A thread of a process. */
export interface Thread extends Registers {
  /** Id of the thread. */
  readonly id: number;
  readonly core: CoreEntry;
  /** Name of its image. */
  readonly file: string;
}

/** A process with its threads. */
export interface Process {
  readonly task: PstreeEntry;
  readonly machine: Machine;
  readonly words: Words;
  /** The main thread. */
  readonly main: Thread;
  /** All threads, the main one first. */
  readonly threads: readonly Thread[];
}

/**
 * Reads a process and its threads.
 *
 * @throws {CoreError} `no-process`, `no-image`, `no-registers`, `mixed`
 * @throws {ImageError} if an image is not valid
 */
export async function readProcess(checkpoint: Checkpoint, pid: number): Promise<Process> {
  const task = (await checkpoint.read("PSTREE"))?.entries.find((one) => one.pid === pid);
  if (task === undefined) throw new CoreError("no-process", `the checkpoint has no process ${pid}`);
  const main = await readThread(checkpoint, pid);
  const threads: Thread[] = [main.thread];
  for (const id of new Set(task.threads)) {
    if (id === pid) continue;
    const { thread } = await readThread(checkpoint, id);
    if (thread.machine !== main.thread.machine) {
      throw new CoreError("mixed", `${thread.file}: its architecture is not that of ${main.thread.file}`);
    }
    threads.push(thread);
  }
  const { machine } = main.thread;
  const words: Words = { size: machine.word, littleEndian: main.littleEndian };
  return { task, machine, words, main: main.thread, threads };
}

/** TASK_DEAD, and the number that CRIU has for a zombie within itself (criu/include/image.h). */
const DEAD: readonly (number | undefined)[] = [2, 6];

async function readThread(checkpoint: Checkpoint, id: number): Promise<{ thread: Thread; littleEndian: boolean }> {
  const found = checkpoint.find("CORE", id);
  const image = await checkpoint.read("CORE", id);
  const core = image?.entries[0];
  if (found === undefined || core === undefined) {
    throw new CoreError("no-image", `thread ${id}: the checkpoint has no core image of it`);
  }
  if (DEAD.includes(core.tc?.task_state)) {
    throw new CoreError("no-process", `process ${id} is a zombie: it has ended, and has no memory`);
  }
  const registers = registersOf(core as unknown as Entry, found.file);
  return { thread: { id, core, file: found.file, ...registers }, littleEndian: image?.byteOrder !== "big" };
}
