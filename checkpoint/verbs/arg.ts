import type { Draft } from "../draft/draft.ts";
import { argumentTexts } from "../memory/texts.ts";
import type { Given } from "./given.ts";
import { replaceText, withRoom } from "./memory-texts.ts";

export async function arg(draft: Draft, given: Given): Promise<void> {
  const index = given.get("index").integer();
  await draft.editMemory(given.get("pid").integer(), async (memory) => {
    const texts = withRoom(await argumentTexts(memory));
    const found = texts[index];
    if (found === undefined) throw given.get("index").error(`the process has ${texts.length} arguments`);
    return [await replaceText(memory, found, given.get("value").bytes(), given.get("value"))];
  });
}
