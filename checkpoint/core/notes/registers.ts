import type { Entry } from "../../memory/conditions.ts";
import type { Words } from "../../memory/words.ts";
import { CoreError } from "../error.ts";
import { at, fill } from "../machines/fill.ts";
import type { RegisterSet } from "../machines/machine.ts";
import type { Thread } from "../threads.ts";
import type { Note } from "./note.ts";

/** Returns the general registers of a thread, as NT_PRSTATUS has them. */
export function generalRegisters(thread: Thread, words: Words): Uint8Array {
  return naming(thread, () => setBytes(thread.info, thread.machine.general, words) ?? new Uint8Array());
}

/** Lists the notes with the other registers of a thread, as far as its image has them. */
export function registerNotes(thread: Thread, words: Words): Note[] {
  const { machine, info } = thread;
  return naming(thread, () => {
    const copied = machine.notes.flatMap((note) => {
      const bytes = setBytes(info, note, words);
      return bytes === undefined ? [] : [{ owner: note.owner, type: note.type, bytes }];
    });
    return [...copied, ...(machine.computed?.(info, words) ?? [])];
  });
}

/** Returns the registers of a set; `undefined` if the image lacks them. */
function setBytes(info: Entry, { of, needs = "", size, fields }: RegisterSet, words: Words): Uint8Array | undefined {
  const message = of.map((path) => at(info, path) as Entry | undefined).find((one) => one !== undefined);
  if (message === undefined || at(info, needs) === undefined) return undefined;
  const bytes = new Uint8Array(size);
  fill(bytes, message, fields, words);
  return bytes;
}

/** Adds the name of the image to errors about registers. */
function naming<T>({ file }: Thread, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof CoreError) throw new CoreError(error.code, `${file}: ${error.message}`);
    throw error;
  }
}
