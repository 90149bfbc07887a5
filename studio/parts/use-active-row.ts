import { useEffect, useRef, useState } from "preact/hooks";

/** Time without a key after which a row is chosen, in milliseconds. */
const REST = 120;

/** Row of a tree that the keyboard is at, and functions that move it. */
interface ActiveRow {
  readonly active: number;
  /** Moves to a row by the keyboard. */
  readonly to: (row: number) => void;
  /** Moves to a row that is chosen otherwise. */
  readonly set: (row: number) => void;
}

/**
 * Keeps the active row of a tree. It moves at once, since choosing a row can take a question to the worker: a key that is
 * held down would wait for each answer. `move` is called once the keys rest.
 *
 * @param selected row that is selected outside of the tree; it becomes active whenever it changes, unless keys move on
 */
export function useActiveRow(
  count: number,
  selected: number | undefined,
  move: ((row: number) => void) | undefined,
): ActiveRow {
  const [own, setOwn] = useState<number>();
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const latest = useRef(move);
  latest.current = move;
  const stop = (): void => {
    clearTimeout(timer.current);
    timer.current = undefined;
  };
  useEffect(() => stop, []);
  useEffect(() => {
    if (timer.current === undefined) setOwn(undefined);
  }, [selected]);
  const clamp = (row: number): number => Math.min(Math.max(0, row), Math.max(0, count - 1));
  const set = (row: number): void => {
    stop();
    setOwn(row);
  };
  const to = (next: number): void => {
    const row = clamp(next);
    set(row);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      latest.current?.(row);
    }, REST);
  };
  return { active: clamp(own ?? selected ?? 0), to, set };
}
