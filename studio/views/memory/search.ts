import { find, type Matcher, type Memory, strings } from "criu-checkpoint";
import { Parts } from "../../engine/parts.ts";
import type { Call } from "../../rpc/message.ts";
import type { AddressSpace } from "./areas.ts";
import { MatchWorker } from "./match-worker.ts";
import { patternOf, type Wanted } from "./pattern.ts";

/** A place that was found. */
export interface Hit {
  readonly address: bigint;
  /** Bytes around the place in ASCII, with dots for others. */
  readonly before: string;
  readonly text: string;
  readonly after: string;
}

/** End of a search. */
export interface SearchEnd {
  /** Whether the search stopped at the limit. */
  readonly more: boolean;
}

/** Addresses that are searched. */
export interface SearchRange {
  readonly start: bigint;
  readonly end: bigint;
}

/** Number of places after which a search stops. */
const MOST_HITS = 10_000;

/** Number of bytes that are shown before, in and after a place. */
const BEFORE = 12;
const LONGEST = 160;
const AFTER = 48;

/** Searches memory, and sends the places in parts. */
export async function search(
  memory: Memory,
  wanted: Wanted,
  { start, end }: SearchRange,
  total: number,
  call: Call,
): Promise<SearchEnd> {
  const parts = new Parts<Hit>(call);
  const progress = (searched: number): Promise<void> => {
    call.progress(Math.min(searched, total), total);
    return parts.turn();
  };
  const matcher = new MatchWorker(call.signal);
  const options = { start, end, progress, match: matcher.match };
  const hits =
    wanted.form === "strings" ? textHits(memory, wanted.pattern, options) : places(memory, patternOf(wanted), options);
  try {
    return { more: await send(hits, parts) };
  } finally {
    matcher.end();
  }
}

/** Sends places; returns whether there are more than it sends. */
async function send(hits: AsyncIterable<Hit>, parts: Parts<Hit>): Promise<boolean> {
  let more = false;
  for await (const hit of hits) {
    more = parts.count === MOST_HITS;
    if (more) break;
    await parts.add(hit);
  }
  parts.send();
  return more;
}

interface Options extends SearchRange {
  readonly progress: (searched: number) => Promise<void>;
  readonly match: Matcher;
}

async function* places(memory: Memory, pattern: ReturnType<typeof patternOf>, options: Options): AsyncGenerator<Hit> {
  for await (const { address, length } of find(memory, pattern, options)) {
    const shown = Math.min(length, LONGEST);
    const start = address < BigInt(BEFORE) ? 0n : address - BigInt(BEFORE);
    const next = address + BigInt(shown);
    yield {
      address,
      before: await textIn(memory, start, address, true),
      text: await textIn(memory, address, next, false),
      after: await textIn(memory, next, next + BigInt(AFTER), false),
    };
  }
}

async function* textHits(memory: Memory, word: string, options: Options): AsyncGenerator<Hit> {
  for await (const { address, text } of strings(memory, options)) {
    const at = text.indexOf(word);
    if (at < 0) continue;
    const from = Math.max(0, at - BEFORE);
    yield {
      address: address + BigInt(at),
      before: word === "" ? "" : text.slice(from, at),
      text: word === "" ? text.slice(0, LONGEST) : word.slice(0, LONGEST),
      after: word === "" ? "" : text.slice(at + word.length, at + word.length + LONGEST),
    };
  }
}

/** Shows the bytes of a range that can be read, beside its end or its start. */
async function textIn(memory: Memory, start: bigint, end: bigint, isBefore: boolean): Promise<string> {
  let text = "";
  for await (const piece of memory.pieces(start, end)) {
    const { kind } = piece.source;
    if (kind === "pages" || kind === "zeros")
      text += asciiText(await memory.read(piece.start, Number(piece.end - piece.start)));
    else if (isBefore) text = "";
    else break;
  }
  return text;
}

/** Shows bytes as ASCII; others are dots. */
function asciiText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join("");
}

/** Number of zeros of untouched memory that a search visits, per area. */
const ZEROS = 1 << 17;

/** Returns the number of bytes that a search visits, for its progress. */
export function searchedBytes({ areas }: AddressSpace, { start, end }: SearchRange): number {
  return areas
    .filter((area) => area.start >= start && area.end <= end)
    .reduce((sum, { bytes }) => {
      const { here = 0, parent = 0, zeros = 0 } = bytes;
      return sum + here + parent + Math.min(zeros, ZEROS);
    }, 0);
}
