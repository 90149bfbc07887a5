import { type Checkpoint, commandLine, type Memory, openMemory } from "criu-checkpoint";
import { hex } from "../explore/hex.ts";
import { areaName } from "../memory/kind.ts";
import { pathAt } from "../memory/path.ts";
import type { Schema } from "../schema/schema.ts";
import type { FoundArea, FoundProcess } from "./found.ts";
import { hasText, type Query } from "./query.ts";

/**
 * Finds processes by pid, name and arguments, and their areas of memory by the path of the file, and by an address in them. A
 * process is searched as far as its images can be read. Yields `undefined` after each, so that the caller can take turns.
 */
export async function* inProcesses(
  checkpoint: Checkpoint,
  schema: Schema,
  query: Query,
): AsyncGenerator<FoundProcess | FoundArea | undefined> {
  const format = await schema.format();
  for (const pid of await pidsOf(checkpoint)) {
    const comm = await commOf(checkpoint, pid);
    const memory = await openMemory(checkpoint, pid, { format }).catch(() => undefined);
    const line = await lineOf(memory);
    if (query.number === BigInt(pid) || hasText(query, comm) || hasText(query, line))
      yield { kind: "process", pid, comm, arguments: line };
    if (memory !== undefined) yield* inAreas(memory, pid, query);
    yield undefined;
  }
}

async function pidsOf(checkpoint: Checkpoint): Promise<number[]> {
  try {
    const tree = await checkpoint.read("PSTREE", undefined, { tolerate: () => {} });
    return (tree?.entries ?? []).map(({ pid }) => pid);
  } catch {
    return [];
  }
}

async function commOf(checkpoint: Checkpoint, pid: number): Promise<string> {
  try {
    return (await checkpoint.read("CORE", pid))?.entries[0]?.tc?.comm ?? "";
  } catch {
    return "";
  }
}

async function lineOf(memory: Memory | undefined): Promise<string> {
  try {
    return memory === undefined ? "" : (await commandLine(memory)).join(" ");
  } catch {
    // Pages of the arguments may be missing: the process still has its name.
    return "";
  }
}

async function* inAreas(memory: Memory, pid: number, query: Query): AsyncGenerator<FoundArea> {
  let last: string | undefined;
  for (const area of memory.areas) {
    const { start, end } = area;
    const name = await areaName(memory, area, pathAt);
    const { number } = query;
    const found: FoundArea = {
      kind: "area",
      pid,
      start: hex(start),
      end: hex(end),
      ...(name !== undefined && { name }),
    };
    if (number !== undefined && start <= number && number < end) yield { ...found, address: hex(number) };
    // A file is mapped in several areas: one of them is enough.
    else if (name !== last && hasText(query, name)) yield found;
    last = name;
  }
}
