import { type Memory, openMemory } from "criu-checkpoint";
import type { Opened } from "./opened.ts";

/** Number of processes whose memory stays open. */
const KEPT = 4;

/** Opens the memory of a process; that of the last processes stays open. @throws {MemoryError} as `openMemory` */
export function memoryOf(opened: Opened, pid: number): Promise<Memory> {
  const recent = opened.shared("memories", () => new Map<number, Promise<Memory>>());
  const memory = recent.get(pid) ?? openMemory(opened.checkpoint, pid);
  recent.delete(pid);
  recent.set(pid, memory);
  for (const [oldest] of recent) if (recent.size > KEPT) recent.delete(oldest);
  memory.catch(() => recent.delete(pid));
  return memory;
}
