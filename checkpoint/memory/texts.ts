import { nameText } from "../open/tar/name.ts";
import { MemoryError } from "./error.ts";
import type { Memory } from "./memory.ts";

/** Most bytes of arguments or of an environment: the kernel allows 6 MiB on the stack (MAX_ARG_STRINGS in fs/exec.c). */
const MOST = 16 * 2 ** 20;

/** A text in memory. */
export interface MemoryText {
  readonly address: bigint;
  /** Its bytes, without the zero at its end. */
  readonly bytes: Uint8Array;
  /** Number of bytes up to the next text: one more, unless the last text of a range lacks the zero. */
  readonly room: number;
}

/**
 * Reads the arguments of a process. Bytes that are not UTF-8 become lone surrogates, as in images.
 *
 * @throws {MemoryError} if the bytes cannot be read
 */
export async function commandLine(memory: Memory): Promise<string[]> {
  return (await argumentTexts(memory)).map(({ bytes }) => nameText(bytes));
}

/**
 * Reads the environment of a process, as it was when the program started: `NAME=value`.
 *
 * @throws {MemoryError} if the bytes cannot be read
 */
export async function environment(memory: Memory): Promise<string[]> {
  return (await environmentTexts(memory)).map(({ bytes }) => nameText(bytes));
}

/** Reads the arguments with their places. */
export function argumentTexts(memory: Memory): Promise<MemoryText[]> {
  const { mm_arg_start, mm_arg_end } = memory.bounds;
  return textsIn(memory, mm_arg_start, mm_arg_end);
}

/** Reads the environment with the places of its texts. */
export function environmentTexts(memory: Memory): Promise<MemoryText[]> {
  const { mm_env_start, mm_env_end } = memory.bounds;
  return textsIn(memory, mm_env_start, mm_env_end);
}

/** Reads texts that end with a zero byte each. The last one may lack it: a program can write over its arguments. */
async function textsIn(memory: Memory, start: bigint, end: bigint): Promise<MemoryText[]> {
  if (end <= start) return [];
  if (end - start > MOST)
    throw new MemoryError("bad-form", `${end - start} bytes of texts are more than there can be`, start);
  const bytes = await memory.read(start, Number(end - start));
  const texts: MemoryText[] = [];
  for (let at = 0; at < bytes.length; ) {
    const zero = bytes.indexOf(0, at);
    const last = zero < 0 ? bytes.length : zero;
    const next = Math.min(last + 1, bytes.length);
    texts.push({ address: start + BigInt(at), bytes: bytes.slice(at, last), room: next - at });
    at = next;
  }
  return texts;
}
