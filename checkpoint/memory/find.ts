import { Turns } from "../bytes/turns.ts";
import { BytesSearch } from "./bytes-search.ts";
import { memoryChunks } from "./chunks.ts";
import { expressionSearch, type Matcher } from "./expression-search.ts";
import type { Match } from "./match.ts";
import type { Memory } from "./memory.ts";

/** Options of a search. */
export interface FindOptions {
  /** First address; by default that of the first area. */
  readonly start?: bigint;
  /** First address that is not searched; by default the end of the last area. */
  readonly end?: bigint;
  /** Longest match of a regular expression, in bytes: 64 KiB by default. */
  readonly longest?: number;
  readonly signal?: AbortSignal;
  /**
   * Is called for each chunk, with the number of bytes that were searched so far. A promise is awaited: a worker can
   * receive messages meanwhile. An error ends the search.
   */
  readonly progress?: (searched: number) => unknown;
  /**
   * Finds the matches of a regular expression in a text, in the place of the caller's thread. An expression can take
   * forever, and only another thread can be ended then.
   */
  readonly match?: Matcher;
}

/** Longest match of a regular expression by default, in bytes. */
const LONGEST = 1 << 16;

/**
 * Searches the memory of a process, across pages, runs and areas. Memory that cannot be read is passed over, and so is
 * the inner part of ranges that were never written.
 *
 * @param pattern bytes, a text in UTF-8, or a regular expression. The expression sees each byte as the character of
 * Latin-1 with its number. Matches do not overlap
 * @throws {RangeError} if the pattern is empty
 */
export async function* find(
  memory: Memory,
  pattern: Uint8Array | string | RegExp,
  options: FindOptions = {},
): AsyncGenerator<Match> {
  const search =
    pattern instanceof RegExp
      ? expressionSearch(pattern, options.longest ?? LONGEST, options.match)
      : new BytesSearch(typeof pattern === "string" ? new TextEncoder().encode(pattern) : pattern);
  const { start = 0n, end = memory.areas.at(-1)?.end ?? 0n, signal, progress } = options;
  const turns = new Turns(signal);
  let searched = 0;
  for await (const chunk of memoryChunks(memory, start, end)) {
    await turns.take();
    if (!chunk.continues) yield* search.finish();
    yield* search.next(chunk);
    searched += chunk.bytes.length;
    await progress?.(searched);
  }
  yield* search.finish();
}
