/** AT_PAGESZ of the auxiliary vector. */
const AT_PAGESZ = 6n;

/** Size of a page if the auxiliary vector does not name it, in bytes. */
const USUAL = 4096;

/**
 * Returns the size of a page in bytes, by the auxiliary vector of a process: machines of one architecture can differ.
 *
 * @param auxv pairs of a type and a value
 */
export function pageSizeOf(auxv: readonly bigint[]): number {
  for (let i = 0; i + 1 < auxv.length; i += 2) {
    const size = Number(auxv[i + 1]);
    if (auxv[i] === AT_PAGESZ && isPageSize(size)) return size;
  }
  return USUAL;
}

/** Returns whether a size is a power of two between 4 KiB and 1 MiB. */
function isPageSize(size: number): boolean {
  return size >= USUAL && size <= 1 << 20 && Number.isInteger(Math.log2(size));
}
