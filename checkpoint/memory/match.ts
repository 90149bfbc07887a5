import type { MemoryChunk } from "./chunks.ts";

/** A place where a pattern was found. */
export interface Match {
  readonly address: bigint;
  /** Number of bytes. */
  readonly length: number;
}

/** A search that is passed chunks of memory; `finish` ends a stretch of memory without gaps. */
export interface Search {
  next(chunk: MemoryChunk): Iterable<Match> | AsyncIterable<Match>;
  finish(): Iterable<Match> | AsyncIterable<Match>;
}
