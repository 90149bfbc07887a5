import { commandLine, type Memory } from "criu-checkpoint";
import { memoryOf, pathAt } from "../../engine/memories.ts";
import type { Opened } from "../../engine/opened.ts";
import { hexText } from "../../parts/text.ts";
import { processTree } from "../overview/processes.ts";
import type { Found } from "./found.ts";
import { hasText, type Query } from "./query.ts";

/** Finds processes by pid, name and arguments, their areas of memory by the path of the file, and an address in them. */
export async function* inProcesses(opened: Opened, query: Query): AsyncGenerator<Found> {
  const { processes } = await opened.once(processTree);
  for (const { pid, comm = "" } of processes) {
    const memory = await memoryOf(opened, pid).catch(() => undefined);
    const line = await textOf(memory);
    if (query.number === BigInt(pid) || hasText(query, comm) || hasText(query, line))
      yield { title: `process ${pid} ${comm}`, text: line || "arguments unknown", place: { kind: "process", pid } };
    if (memory !== undefined) yield* inAreas(memory, pid, query);
  }
}

async function textOf(memory: Memory | undefined): Promise<string> {
  try {
    return memory === undefined ? "" : (await commandLine(memory)).join(" ");
  } catch {
    // Pages of the arguments may be missing: the process still has its name.
    return "";
  }
}

async function* inAreas(memory: Memory, pid: number, query: Query): AsyncGenerator<Found> {
  let last: string | undefined;
  for (const { start, end } of memory.areas) {
    const path = await pathAt(memory, start);
    const { number } = query;
    const range = `${hexText(start)}–${hexText(end)} ${path ?? ""}`;
    if (number !== undefined && start <= number && number < end)
      yield {
        title: `memory of process ${pid}`,
        text: `${hexText(number)} in ${range}`,
        place: { kind: "memory", pid, address: number },
      };
    // A file is mapped in several areas: one of them is enough.
    if (path !== last && hasText(query, path))
      yield { title: `memory of process ${pid}`, text: range, place: { kind: "memory", pid, address: start } };
    last = path;
  }
}
