import type { Draft } from "../draft/draft.ts";
import type { Given } from "./given.ts";

export async function hostname(draft: Draft, given: Given): Promise<void> {
  const name = given.get("name").text();
  let found = 0;
  for await (const slot of draft.slots(["utsns_entry.nodename"])) {
    draft.set(slot, name);
    found++;
  }
  if (found === 0) throw given.error("the checkpoint has no namespace with a name of a host");
}
