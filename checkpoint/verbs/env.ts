import type { Draft } from "../draft/draft.ts";
import type { Memory } from "../memory/memory.ts";
import { environmentTexts, type MemoryText } from "../memory/texts.ts";
import type { Given } from "./given.ts";
import { memoryEdit, replaceText, withRoom } from "./memory-texts.ts";
import { environmentPointers } from "./stack.ts";

export async function env(draft: Draft, given: Given): Promise<void> {
  const [name, value] = [nameIn(given), given.get("value")];
  await draft.editMemory(given.get("pid").integer(), async (memory) => {
    const found = await variable(memory, name, given);
    return [await replaceText(memory, found, encoded(`${name}=${value.text()}`), value)];
  });
}

/** Leaves an empty text, which the pointer to the variable leads to: programs pass over it. */
export async function removeEnv(draft: Draft, given: Given): Promise<void> {
  const name = nameIn(given);
  await draft.editMemory(given.get("pid").integer(), async (memory) => [
    await replaceText(memory, await variable(memory, name, given), new Uint8Array(), given),
  ]);
}

export async function addEnv(draft: Draft, given: Given): Promise<void> {
  const name = nameIn(given);
  const text = encoded(`${name}=${given.get("value").text()}`);
  await draft.editMemory(given.get("pid").integer(), async (memory) => {
    const texts = await environmentTexts(memory);
    if (texts.some((one) => isNamed(one, name)))
      throw given.get("name").error("the environment has this variable: change it with env");
    const gaps = gapsIn(texts, new Set(await environmentPointers(memory, given)));
    const gap = gaps.find(({ room }) => room > text.length);
    if (gap === undefined) throw noRoom(gaps, text.length, given.get("value"));
    await memory.write(gap.address, text);
    return [memoryEdit(gap.address, gap.bytes, text)];
  });
}

function noRoom(gaps: readonly MemoryText[], size: number, value: Given): Error {
  const most = gaps.reduce((largest, { room }) => Math.max(largest, room - 1), 0);
  return value.error(`there is room for ${most} bytes, and ${size} are needed: remove a longer variable by remove-env`);
}

/** Lists empty texts that pointers lead to, each with the zeros up to the next text or the next pointer. */
function gapsIn(texts: readonly MemoryText[], pointers: ReadonlySet<bigint>): MemoryText[] {
  const gaps: MemoryText[] = [];
  let isInGap = false;
  for (const text of texts) {
    const isEmpty = text.bytes.length === 0;
    const last = gaps.at(-1);
    if (isEmpty && pointers.has(text.address)) gaps.push(text);
    else if (isEmpty && isInGap && last !== undefined) gaps[gaps.length - 1] = { ...last, room: last.room + text.room };
    isInGap = isEmpty && (isInGap || pointers.has(text.address));
  }
  return gaps;
}

function nameIn(given: Given): string {
  const name = given.get("name").text();
  if (name === "" || name.includes("=")) throw given.get("name").error("a name without = is expected");
  return name;
}

async function variable(memory: Memory, name: string, given: Given): Promise<MemoryText> {
  const found = withRoom(await environmentTexts(memory)).find((text) => isNamed(text, name));
  if (found === undefined) throw given.get("name").error("the environment has no such variable");
  return found;
}

function isNamed({ bytes }: MemoryText, name: string): boolean {
  return new TextDecoder().decode(bytes).startsWith(`${name}=`);
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
