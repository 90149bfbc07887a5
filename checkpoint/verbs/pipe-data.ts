import type { Draft } from "../draft/draft.ts";
import type { Given } from "./given.ts";
import type { Verb } from "./verb.ts";

export const pipeData: Verb = {
  about: "replaces the data that wait in a pipe, by its id: a text, or bytes",
  keys: ["pipe", "data"],
  apply,
};

async function apply(draft: Draft, given: Given): Promise<void> {
  const id = given.get("pipe").integer(0, 2 ** 32 - 1);
  const data = given.get("data").bytes();
  for await (const slot of draft.slots(["PIPES_DATA.extra", "FIFO_DATA.extra"])) {
    if (slot.owners.at(-1)?.owner["pipe_id"] !== id) continue;
    draft.set(slot, data);
    return;
  }
  throw given.error(`no data wait in a pipe with the id ${id}`);
}
