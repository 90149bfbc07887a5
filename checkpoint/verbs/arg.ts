import type { Draft } from "../draft/draft.ts";
import { argumentTexts } from "../memory/texts.ts";
import type { Given } from "./given.ts";
import { replaceText, withRoom } from "./memory-texts.ts";
import { pidIn } from "./processes.ts";
import type { Verb } from "./verb.ts";

export const arg: Verb = {
  about: "changes an argument of a process, by its number; 0 is the program",
  keys: ["pid", "index", "value"],
  apply,
};

async function apply(draft: Draft, given: Given): Promise<void> {
  const index = given.get("index").integer(0, 2 ** 20);
  await draft.editMemory(pidIn(given.get("pid")), async (memory) => {
    const texts = withRoom(await argumentTexts(memory));
    const found = texts[index];
    if (found === undefined) throw given.get("index").error(`the process has ${texts.length} arguments`);
    return [await replaceText(memory, found, given.get("value").bytes(), given.get("value"))];
  });
}
