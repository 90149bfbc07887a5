import type { Draft } from "../draft/draft.ts";
import type { Given } from "./given.ts";
import { slotsOfProcess } from "./processes.ts";

/** Longest name, in bytes: TASK_COMM_LEN without the zero. */
const LONGEST = 15;

export async function comm(draft: Draft, given: Given): Promise<void> {
  const name = given.get("name");
  const length = new TextEncoder().encode(name.text()).length;
  if (length > LONGEST) throw name.error(`at most ${LONGEST} bytes are possible, and ${length} are given`);
  const fields = ["task_core_entry.comm", "thread_core_entry.comm"];
  for (const slot of await slotsOfProcess(draft, given.get("pid"), fields)) draft.set(slot, name.text());
}
