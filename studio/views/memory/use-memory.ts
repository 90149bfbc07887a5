import { useCallback, useRef, useState } from "preact/hooks";
import { useAsk } from "../ask.ts";
import type { AreaRow } from "./areas.ts";
import type { ReadPiece } from "./pieces.ts";

/** Size of the blocks that are read, in bytes, and number of blocks that are kept. */
const BLOCK = 1n << 14n;
const KEPT = 64;

/** Bytes of memory, as far as they have been read. Offsets count from the start of an area. */
export interface AreaBytes {
  /** Returns a byte; `undefined` if it is missing, or has not been read yet. */
  readonly byteAt: (offset: number) => number | undefined;
  /** Returns the piece with a byte; `undefined` if it has not been read yet. */
  readonly pieceAt: (offset: number) => ReadPiece | undefined;
  /** Reads the bytes of a range. */
  readonly need: (from: number, to: number) => void;
  /** Error of the last block that could not be read. */
  readonly problem: string | undefined;
}

/** Reads memory block by block, as its bytes are needed. Blocks stay if the area changes. */
export function useMemory(checkpoint: string, pid: number, { start, end }: AreaRow): AreaBytes {
  const ask = useAsk(checkpoint);
  const blocks = useRef(new Map<bigint, readonly ReadPiece[] | undefined>());
  const [problem, setProblem] = useState<string>();
  const [, setCount] = useState(0);
  const read = (block: bigint): void => {
    const known = blocks.current;
    known.set(block, undefined);
    for (const [oldest] of known) if (known.size > KEPT) known.delete(oldest);
    void ask("memory.bytes", { pid, from: block, to: block + BLOCK })
      .then((pieces) => {
        known.set(block, pieces);
        setCount((count) => count + 1);
      })
      .catch((error: unknown) => {
        known.delete(block);
        setProblem((error as Error).message);
      });
  };
  const need = useCallback(
    (from: number, to: number) => {
      const [first, last] = [start + BigInt(from), start + BigInt(to)];
      for (let block = blockOf(first); block < (last < end ? last : end); block += BLOCK) {
        if (!blocks.current.has(block)) read(block);
      }
    },
    [ask, pid, start, end],
  );
  const pieceAt = (offset: number): ReadPiece | undefined => {
    const address = start + BigInt(offset);
    return blocks.current.get(blockOf(address))?.find((piece) => piece.start <= address && address < piece.end);
  };
  const byteAt = (offset: number): number | undefined => {
    const piece = pieceAt(offset);
    return piece?.bytes?.[Number(start + BigInt(offset) - piece.start)];
  };
  return { byteAt, pieceAt, need, problem };
}

function blockOf(address: bigint): bigint {
  return address - (address % BLOCK);
}
