/**
 * Reads the header `range` of a request for one range of bytes.
 *
 * @returns the first byte and the one after the last; `undefined` if there is no such range in a file of `size` bytes
 */
export function rangeOf(
  header: string | undefined,
  size: number,
): { readonly from: number; readonly to: number } | undefined {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})?$/.exec(header ?? "") ?? [];
  if (first === undefined) return undefined;
  const [from, to] = [Number(first), last === undefined ? size : Math.min(size, Number(last) + 1)];
  return from < to ? { from, to } : undefined;
}
