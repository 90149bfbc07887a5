import type { Draft } from "../draft/draft.ts";
import type { Given } from "./given.ts";
import { replaceText, textsBetween } from "./memory-texts.ts";
import { pidIn } from "./processes.ts";
import type { Verb } from "./verb.ts";

export const env: Verb = {
  about: "changes a variable of the environment that a process was started with",
  keys: ["pid", "name", "value"],
  apply: (draft, given) => applyEnv(draft, given),
};

export const arg: Verb = {
  about: "changes an argument of a process, by its number; 0 is the program",
  keys: ["pid", "index", "value"],
  apply: (draft, given) => applyArg(draft, given),
};

async function applyEnv(draft: Draft, given: Given): Promise<void> {
  const name = given.get("name").text();
  await draft.editMemory(pidIn(given.get("pid")), async (memory) => {
    const { mm_env_start, mm_env_end } = memory.bounds;
    const texts = await textsBetween(memory, mm_env_start, mm_env_end, given);
    const found = texts.find(({ bytes }) => new TextDecoder().decode(bytes).startsWith(`${name}=`));
    if (found === undefined) throw given.get("name").error("the environment has no such variable");
    const text = new TextEncoder().encode(`${name}=${given.get("value").text()}`);
    return [await replaceText(memory, found, text, given.get("value"))];
  });
}

async function applyArg(draft: Draft, given: Given): Promise<void> {
  const index = given.get("index").integer(0, 2 ** 20);
  await draft.editMemory(pidIn(given.get("pid")), async (memory) => {
    const { mm_arg_start, mm_arg_end } = memory.bounds;
    const texts = await textsBetween(memory, mm_arg_start, mm_arg_end, given);
    const found = texts[index];
    if (found === undefined) throw given.get("index").error(`the process has ${texts.length} arguments`);
    return [await replaceText(memory, found, given.get("value").bytes(), given.get("value"))];
  });
}
