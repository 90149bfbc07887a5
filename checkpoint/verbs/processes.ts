import type { Draft } from "../draft/draft.ts";
import type { Slot } from "../draft/slots.ts";
import { filesWith } from "../relations/graph.ts";
import type { Given } from "./given.ts";

/**
 * Lists fields of the images with the id of a process in their names.
 *
 * @param pid its id in the namespace of the dump
 * @throws {EditError} if there are none
 */
export async function slotsOfProcess(draft: Draft, pid: Given, names: readonly string[]): Promise<Slot[]> {
  const id = pid.integer();
  const files = new Set(filesWith(draft.checkpoint, "process", id).map(({ file }) => file));
  const found: Slot[] = [];
  for await (const slot of draft.slots(names, files)) found.push(slot);
  if (found.length > 0) return found;
  const graph = await draft.checkpoint.graph();
  throw pid.error(`the checkpoint has no process ${id}; it has ${graph.ids("process").slice(0, 10).join(", ")}`);
}
