import { memoryChunks } from "./chunks.ts";
import type { Memory } from "./memory.ts";

/** A text in memory. */
export interface FoundText {
  readonly address: bigint;
  readonly text: string;
}

/** Options of listing texts. */
export interface StringsOptions {
  /** Number of characters that a text has at least: 4 by default. */
  readonly least?: number;
  /** Addresses, as in `FindOptions`. */
  readonly start?: bigint;
  readonly end?: bigint;
}

/** Longest text; a longer one continues as another. */
const LONGEST = 1 << 16;

/**
 * Lists the texts in the memory of a process: runs of printable characters of ASCII and tabs, as strings(1) does.
 */
export async function* strings(
  memory: Memory,
  { least = 4, start = 0n, end = memory.areas.at(-1)?.end ?? 0n }: StringsOptions = {},
): AsyncGenerator<FoundText> {
  let text = "";
  let first = 0n;
  const take = function* (): Generator<FoundText> {
    if (text.length >= least) yield { address: first, text };
    text = "";
  };
  for await (const { address, bytes, continues } of memoryChunks(memory, start, end)) {
    if (!continues) yield* take();
    for (const [from, to, isLast] of runsOf(bytes)) {
      if (from > 0) yield* take();
      if (text === "") first = address + BigInt(from);
      for (let at = from; at < to; at += LONGEST) {
        text += String.fromCharCode(...bytes.subarray(at, Math.min(at + LONGEST, to)));
        if (text.length < LONGEST) continue;
        yield* take();
        first = address + BigInt(Math.min(at + LONGEST, to));
      }
      if (!isLast) yield* take();
    }
    if (bytes.length > 0 && !isPrintable(bytes.at(-1) ?? 0)) yield* take();
  }
  yield* take();
}

/** Lists the runs of printable bytes, and whether each reaches the end. */
function* runsOf(bytes: Uint8Array): Generator<readonly [from: number, to: number, isLast: boolean]> {
  for (let at = 0; at < bytes.length; at++) {
    if (!isPrintable(bytes[at] ?? 0)) continue;
    const from = at;
    while (at < bytes.length && isPrintable(bytes[at] ?? 0)) at++;
    yield [from, at, at === bytes.length];
  }
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte === 0x09;
}
