import type { Draft } from "../draft/draft.ts";
import type { Given } from "./given.ts";
import type { Verb } from "./verb.ts";

export const hostname: Verb = {
  about: "renames the host, in all namespaces",
  keys: ["name"],
  apply,
};

async function apply(draft: Draft, given: Given): Promise<void> {
  const name = given.get("name").text();
  let found = 0;
  for await (const slot of draft.slots(["utsns_entry.nodename"])) {
    draft.set(slot, name);
    found++;
  }
  if (found === 0) throw given.error("the checkpoint has no namespace with a name of a host");
}
