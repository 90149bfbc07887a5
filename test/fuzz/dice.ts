import { type Dice, diceOf } from "../support/wire.ts";

/* Makes random choices that depend only on a seed. */

export type { Dice };

/** Returns the dice for one input; seed and index determine its choices on every machine. */
export function diceFor(seed: number, index: number): Dice {
  return diceOf(Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35));
}

export function pick<T>(dice: Dice, items: readonly T[]): T {
  const item = items[dice(items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

/** Returns true once in `n` times. */
export function once(dice: Dice, n: number): boolean {
  return dice(n) === 0;
}
