import { memoryChunks } from "./chunks.ts";
import { ExpressionSearch } from "./expression-search.ts";
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
  /** Is called for each chunk, as in `FindOptions`. */
  readonly progress?: (searched: number) => unknown;
}

/** Longest text; a longer one continues as another. */
const LONGEST = 1 << 16;

/**
 * Lists the texts in the memory of a process: runs of printable characters of ASCII and tabs, as strings(1) does.
 *
 * @throws {RangeError} if `least` is not an integer from 1 to 65,536
 */
export async function* strings(
  memory: Memory,
  { least = 4, start = 0n, end = memory.areas.at(-1)?.end ?? 0n, progress }: StringsOptions = {},
): AsyncGenerator<FoundText> {
  if (!Number.isInteger(least) || least < 1 || least > LONGEST) {
    throw new RangeError(`least must be an integer from 1 to ${LONGEST}; found ${least}`);
  }
  const search = new ExpressionSearch(new RegExp(`[\\t -~]{${least},${LONGEST}}`), LONGEST);
  let searched = 0;
  for await (const chunk of memoryChunks(memory, start, end)) {
    if (!chunk.continues) yield* search.finish();
    yield* search.next(chunk);
    searched += chunk.bytes.length;
    await progress?.(searched);
  }
  yield* search.finish();
}
