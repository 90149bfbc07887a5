/** Addresses from `start` up to `end`. */
export interface Range {
  readonly start: bigint;
  readonly end: bigint;
}

/** Finds the index of the first range that ends after an address, in a list without overlap; its length if none does. */
export function indexAt(ranges: readonly Range[], address: bigint): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle]?.end ?? 0n) > address) high = middle;
    else low = middle + 1;
  }
  return low;
}
