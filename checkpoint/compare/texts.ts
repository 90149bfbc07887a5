import { MemoryError } from "../memory/error.ts";
import type { Memory } from "../memory/memory.ts";
import { commandLine, environment } from "../memory/texts.ts";
import type { Found } from "./found.ts";

/** Compares the texts that a process was started with: its arguments, and its environment. */
export async function* differingTexts(thing: string, topic: string, a: Memory, b: Memory): AsyncGenerator<Found> {
  const [ofA, ofB] = [await textsOf(a), await textsOf(b)];
  if (ofA === undefined || ofB === undefined) return;
  for (const path of new Set([...ofA.keys(), ...ofB.keys()])) {
    const [before, after] = [ofA.get(path), ofB.get(path)];
    if (before === after) continue;
    const kind = before === undefined ? "added" : after === undefined ? "removed" : "changed";
    yield {
      ...{ kind, thing, topic, isNoise: false, path },
      ...(before !== undefined && { before, beforeText: before }),
      ...(after !== undefined && { after, afterText: after }),
    };
  }
}

/** Reads the texts by their paths; returns `undefined` if they are not in the checkpoint. */
async function textsOf(memory: Memory): Promise<Map<string, string> | undefined> {
  try {
    const [words, variables] = [await commandLine(memory), await environment(memory)];
    return new Map([
      ...words.map((word, i): [string, string] => [`arguments[${i}]`, word]),
      ...variables.map((variable): [string, string] => {
        const [name = "", ...value] = variable.split("=");
        return [`environment.${name}`, value.join("=")];
      }),
    ]);
  } catch (error) {
    if (error instanceof MemoryError) return undefined;
    throw error;
  }
}
