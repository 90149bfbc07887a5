import type { Opened } from "../../engine/opened.ts";
import type { Call } from "../../rpc/message.ts";
import { fieldsOf } from "./fields.ts";
import { inOrder } from "./register-order.ts";

/** A register, and its place in the image. */
interface Register {
  readonly name: string;
  readonly value: string;
  readonly offset: number;
}

/** A thread with its general registers. */
export interface ThreadLine {
  readonly tid: number;
  readonly name: string | undefined;
  readonly file: string;
  readonly registers: readonly Register[];
  /** Reason for which the registers are absent. */
  readonly problem?: string;
}

/** Number of threads that are read. */
const MOST = 256;

/** Reads the threads of a process, the first of which is the process itself. */
export async function threadsOf(opened: Opened, pid: number, call: Call): Promise<ThreadLine[]> {
  const { checkpoint } = opened;
  const entry = await checkpoint.process(pid).pstree.catch(() => undefined);
  const tids = entry === undefined || entry.threads.length === 0 ? [pid] : entry.threads;
  const lines: ThreadLine[] = [];
  for (const tid of tids.slice(0, MOST)) {
    const file = checkpoint.find("CORE", tid)?.file;
    if (file !== undefined) lines.push(await threadOf(opened, tid, file, call));
  }
  return lines;
}

async function threadOf(opened: Opened, tid: number, file: string, call: Call): Promise<ThreadLine> {
  try {
    const fields = await fieldsOf(opened, file, 0, call);
    const name = fields.find(({ path }) => path === "thread_core.comm" || path === "tc.comm")?.value;
    let info = "";
    const registers = fields.flatMap(({ path, value, offset }) => {
      const [, owner = "", register] = /^(thread_info|ti_\w+)\.(?:gp)?regs\.(\w+(?:\[\d+\])?)$/.exec(path) ?? [];
      if (register === undefined) return [];
      info = owner;
      return [{ name: register, value: value.replaceAll('"', ""), offset }];
    });
    return { tid, name: name?.replace(/^"|"$/g, ""), file, registers: inOrder(info, registers) };
  } catch (error) {
    return { tid, name: undefined, file, registers: [], problem: (error as Error).message };
  }
}
