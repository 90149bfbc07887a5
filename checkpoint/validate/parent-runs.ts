import type { Checkpoint } from "../open/checkpoint.ts";
import { Facts } from "../relations/conditions.ts";
import { ExtentReader } from "../relations/extent.ts";
import type { Format } from "../relations/format.ts";
import { passImages } from "../relations/pass.ts";
import { type Entry, idOf } from "../relations/place.ts";

/** A run: the address of its first byte, and the number of its units. */
export type UnitRun = readonly [address: bigint, count: bigint];

/**
 * Reads the runs of a parent that have bytes, in its own files or in its parent's, by the keys of their images.
 *
 * @throws {Error} the errors of the store
 */
export async function parentRuns(parent: Checkpoint, format: Format): Promise<ReadonlyMap<string, readonly UnitRun[]>> {
  const facts = new Facts(format);
  const runs = new Map<string, UnitRun[]>();
  const take = (entry: Entry): void => {
    const { file, message } = entry;
    const rule = format.extents[file.image];
    if (rule === undefined || entry.entry === undefined) return;
    const { address, count, to } = new ExtentReader(rule, facts).read(message, idOf(file));
    if (to === "none") return;
    const known = runs.get(keyOf(file));
    if (known === undefined) runs.set(keyOf(file), [[address, count]]);
    else known.push([address, count]);
  };
  await passImages(parent, format, { take, fail: () => {}, images: new Set(Object.keys(format.extents)) });
  return runs;
}

/** Returns the key of the runs of a file. */
export function keyOf({ image, id }: Entry["file"]): string {
  return `${image} ${id ?? ""}`;
}

/** Returns whether runs in ascending order have all units of another one. */
export function haveAll(runs: readonly UnitRun[], address: bigint, count: bigint, unit: bigint): boolean {
  const end = address + count * unit;
  let next = address;
  for (let i = firstAfter(runs, address, unit); i < runs.length && next < end; i++) {
    const [from = 0n, units = 0n] = runs[i] ?? [];
    if (from > next) return false;
    next = from + units * unit;
  }
  return next >= end;
}

/** Finds the first run that ends after an address. */
function firstAfter(runs: readonly UnitRun[], address: bigint, unit: bigint): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const [from = 0n, units = 0n] = runs[middle] ?? [];
    if (from + units * unit <= address) low = middle + 1;
    else high = middle;
  }
  return low;
}
