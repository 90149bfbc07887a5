import type { Draft } from "../draft/draft.ts";
import type { Given } from "./given.ts";

export async function pipeData(draft: Draft, given: Given): Promise<void> {
  const id = given.get("pipe").integer();
  const data = given.get("data").bytes();
  for await (const slot of draft.slots(["PIPES_DATA.extra", "FIFO_DATA.extra"])) {
    if (slot.owners.at(-1)?.owner["pipe_id"] !== id) continue;
    draft.set(slot, data);
    return;
  }
  throw given.error(`no data wait in a pipe with the id ${id}`);
}
