import type { RelationExtents } from "criu-images/relations";
import { type Entry, firstCase } from "./conditions.ts";
import { MemoryError } from "./error.ts";

/** Place of the bytes of a run: in this checkpoint, in its parent, or nowhere. */
type Place = "here" | "parent" | "none";

/** A run of pages. */
export interface Run {
  /** First address. */
  readonly start: bigint;
  /** First address after the run. */
  readonly end: bigint;
  readonly place: Place;
  /** Offset of the first byte in the file of pages; meaningless unless `here`. */
  readonly offset: number;
}

/**
 * Computes the runs of pages that entries describe. Bytes of all runs that are here follow each other in the file.
 *
 * @param file name of the image, for errors
 * @throws {MemoryError} `bad-runs` if they do not ascend, or overlap
 */
export function runsOf(
  entries: readonly Entry[],
  { address, count, where }: RelationExtents,
  pageSize: number,
  file: string,
): Run[] {
  let offset = 0;
  let last = 0n;
  return entries.map((entry, index) => {
    const start = BigInt(entry[address] as bigint);
    const size = countOf(entry, count) * BigInt(pageSize);
    if (start < last) {
      throw new MemoryError("bad-runs", `${file}: entry ${index} begins before the end of the run before it`, start);
    }
    last = start + size;
    const place = (firstCase(where, entry)?.to ?? "none") as Place;
    const run = { start, end: last, place, offset };
    if (place === "here") offset += Number(size);
    return run;
  });
}

/** Returns the number of units: the first field that is present counts. */
function countOf(entry: Entry, fields: readonly string[]): bigint {
  const field = fields.find((name) => entry[name] !== undefined);
  return field === undefined ? 0n : BigInt(entry[field] as number | bigint);
}
