/** Zeros in a file, which need no room on a disk. */
export interface Hole {
  /** Number of bytes. */
  readonly zeros: number;
}

/** Splits bytes into holes for pages of zeros, and the bytes between them. */
export function* withHoles(bytes: Uint8Array, pageSize: number): Generator<Uint8Array | Hole> {
  let from = 0;
  for (let at = 0; at < bytes.length; ) {
    const zeros = zerosAt(bytes, at, pageSize);
    if (zeros === 0) {
      at += pageSize;
      continue;
    }
    if (at > from) yield bytes.subarray(from, at);
    yield { zeros };
    at += zeros;
    from = at;
  }
  if (from < bytes.length) yield bytes.subarray(from);
}

/** Returns the length of the pages of zeros from a page on. */
function zerosAt(bytes: Uint8Array, start: number, pageSize: number): number {
  let at = start;
  while (at < bytes.length && isZero(bytes, at, Math.min(at + pageSize, bytes.length))) at += pageSize;
  return Math.min(at, bytes.length) - start;
}

function isZero(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (bytes[at] !== 0) return false;
  return true;
}
