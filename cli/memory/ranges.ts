import { areaName } from "../../inspect/memory/kind.ts";
import type { Meter } from "../terminal/meter.ts";
import type { Asked } from "./asked.ts";

/** Addresses to search. */
interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

/**
 * Lists the ranges of addresses to search: those of areas with a word in their name, or all.
 *
 * @throws {Error} if no area has the word in its name
 */
async function rangesOf({ memory, given }: Asked): Promise<Range[]> {
  if (given.in === undefined) return [{ start: 0n, end: memory.areas.at(-1)?.end ?? 0n }];
  const ranges: Range[] = [];
  for (const area of memory.areas) {
    const name = await areaName(memory, area);
    if (name?.includes(given.in) === true) ranges.push(area);
  }
  if (ranges.length === 0) throw new Error(`no area has ${given.in} in its name: \`critgen memory\` lists the areas`);
  return merged(ranges);
}

/** Merges ranges that touch, so that a match can lie across them. */
function merged(ranges: readonly Range[]): Range[] {
  const result: Range[] = [];
  for (const { start, end } of ranges) {
    const last = result.at(-1);
    if (last?.end === start) result[result.length - 1] = { start: last.start, end };
    else result.push({ start, end });
  }
  return result;
}

/** A range that is searched, and a function that takes the number of bytes so far. */
type Searched = Range & { readonly progress: (bytes: number) => void };

/** Searches the ranges one after the other, and tells how far the search is. */
export async function* inRanges<T>(
  asked: Asked,
  meter: Meter,
  search: (range: Searched) => AsyncIterable<T>,
): AsyncGenerator<T> {
  let before = 0;
  for (const { start, end } of await rangesOf(asked)) {
    let last = 0;
    const progress = (bytes: number): void => {
      last = bytes;
      meter.tell(before + bytes);
    };
    yield* search({ start, end, progress });
    before += last;
  }
  meter.clear();
}
