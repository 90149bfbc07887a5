import { useCallback, useRef, useState } from "preact/hooks";
import { useAsk } from "../ask.ts";

/** Size of the blocks that are read, in bytes, and number of blocks that are kept. */
const BLOCK = 4096;
const KEPT = 256;

/** Bytes of a file, as far as they have been read. */
export interface ReadBytes {
  /** Returns a byte; `undefined` if it has not been read yet. */
  readonly byteAt: (offset: number) => number | undefined;
  /** Reads the bytes of a range. */
  readonly need: (from: number, to: number) => void;
}

/** Reads the bytes of a file block by block, as they are needed. */
export function useBytes(checkpoint: string, file: string, size: number): ReadBytes {
  const ask = useAsk(checkpoint);
  const blocks = useRef(new Map<number, Uint8Array | undefined>());
  const [, setCount] = useState(0);
  const need = useCallback(
    (from: number, to: number) => {
      const known = blocks.current;
      for (let block = Math.floor(from / BLOCK); block * BLOCK < Math.min(to, size); block++) {
        if (known.has(block)) continue;
        known.set(block, undefined);
        for (const [oldest] of known) if (known.size > KEPT) known.delete(oldest);
        void ask("image.bytes", { file, from: block * BLOCK, to: Math.min(size, (block + 1) * BLOCK) })
          .then((bytes) => {
            known.set(block, bytes);
            setCount((count) => count + 1);
          })
          .catch(() => known.delete(block));
      }
    },
    [ask, file, size],
  );
  const byteAt = (offset: number): number | undefined =>
    blocks.current.get(Math.floor(offset / BLOCK))?.[offset % BLOCK];
  return { byteAt, need };
}
