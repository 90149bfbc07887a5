import type { Draft } from "../draft/draft.ts";
import { find } from "../memory/find.ts";
import type { Memory } from "../memory/memory.ts";
import type { Given } from "./given.ts";
import { memoryEdit } from "./memory-texts.ts";

/** Largest number of places: more are a pattern that is too short. */
const MOST = 100_000;

export async function replace(draft: Draft, given: Given): Promise<void> {
  const [from, to] = [given.get("from").bytes(), given.get("to").bytes()];
  if (from.length === 0) throw given.get("from").error("it is empty");
  if (from.length !== to.length)
    throw given.get("to").error(`${from.length} bytes are expected, as many as it replaces: ${to.length} are given`);
  await draft.editMemory(given.get("pid").integer(), async (memory) => {
    const places: bigint[] = [];
    for await (const { address } of find(memory, from, draft.signal && { signal: draft.signal })) {
      places.push(address);
      if (places.length > MOST) throw given.error(`there are more than ${MOST} places: give a longer text`);
    }
    if (places.length === 0) return noteIfDone(draft, memory, given);
    for (const address of places) await memory.write(address, to);
    return places.map((address) => memoryEdit(address, from, to));
  });
}

/** Notes that the new text is there already, as it is if a recipe is applied again. */
async function noteIfDone(draft: Draft, memory: Memory, given: Given): Promise<[]> {
  for await (const { address } of find(memory, given.get("to").bytes())) {
    draft.notes.push(given.get("to").error(`it is there already, at 0x${address.toString(16)}`).message);
    return [];
  }
  throw given.get("from").error("it is not in the memory of the process");
}
