import type { Piece } from "criu-checkpoint";
import { kindOf } from "./pieces.ts";

/** Kinds of sources, those first that a cell shows if it has several. */
const ORDER = ["lost", "no-parent", "lazy", "here", "parent", "file", "zeros", "no-access", "unmapped"];

/** Most pieces of an area that are visited; the rest of the cells stays empty. */
const MOST = 200_000;

/** Divides an area into `count` cells of one size, and returns the kind of each; empty if it was not visited. */
export async function cellsOf(
  pieces: AsyncIterable<Piece>,
  start: bigint,
  end: bigint,
  count: number,
): Promise<readonly string[]> {
  const ranks = new Array<number>(count).fill(ORDER.length);
  const size = Number(end - start);
  let visited = 0;
  for await (const piece of pieces) {
    const rank = ORDER.indexOf(kindOf(piece));
    const from = Math.floor((Number(piece.start - start) / size) * count);
    const to = Math.ceil((Number(piece.end - start) / size) * count);
    for (let i = from; i < Math.min(to, count); i++) ranks[i] = Math.min(ranks[i] ?? rank, rank);
    if (++visited >= MOST) break;
  }
  return ranks.map((rank) => ORDER[rank] ?? "");
}
