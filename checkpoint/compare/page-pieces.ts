/** A range of memory with one source in each checkpoint. */
export interface PiecePair<S> {
  readonly start: bigint;
  readonly end: bigint;
  readonly a: S;
  readonly b: S;
}

interface SourcePiece<S> {
  readonly start: bigint;
  readonly end: bigint;
  readonly source: S;
}

/** Walks through the pieces of the same range in two checkpoints, side by side. */
export async function* pairedPieces<P extends SourcePiece<unknown>>(
  ofA: AsyncIterator<P>,
  ofB: AsyncIterator<P>,
): AsyncGenerator<PiecePair<P>> {
  let [a, b] = [await ofA.next(), await ofB.next()];
  while (a.done !== true && b.done !== true) {
    const start = a.value.start > b.value.start ? a.value.start : b.value.start;
    const end = a.value.end < b.value.end ? a.value.end : b.value.end;
    if (start < end) yield { start, end, a: a.value, b: b.value };
    const isA = a.value.end === end;
    const isB = b.value.end === end;
    if (isA) a = await ofA.next();
    if (isB) b = await ofB.next();
  }
}
