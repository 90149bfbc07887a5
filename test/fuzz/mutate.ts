import { hostileSize } from "./bytes.ts";
import { type Dice, once, pick } from "./dice.ts";

/* Changes bytes at random, regardless of their meaning. */

/** Bytes that often change the meaning of a message: ends of numbers, tags, lengths. */
const TELLING = [0, 1, 2, 3, 4, 5, 8, 10, 11, 12, 0x7f, 0x80, 0xff] as const;

/** Number of bytes before the first size, in most images. */
const MAGIC = 8;

/** Returns `bytes` with a few changes; some insert pieces of `others`. */
export function mutated(bytes: Uint8Array, others: readonly Uint8Array[], dice: Dice): Uint8Array {
  let result = bytes;
  for (let changes = 1 + dice(once(dice, 4) ? 6 : 2); changes > 0; changes--) result = change(result, others, dice);
  return result;
}

function change(bytes: Uint8Array, others: readonly Uint8Array[], dice: Dice): Uint8Array {
  // Readers stop at a wrong head or magic: most changes come after both.
  const from = bytes.length > MAGIC && !once(dice, 8) ? MAGIC : 0;
  const at = from + dice(bytes.length - from + 1);
  const copy = bytes.slice();
  switch (dice(9)) {
    case 0:
      copy[at] = pick(dice, TELLING);
      return copy;
    case 1:
      copy[at] = (copy[at] ?? 0) ^ (1 << dice(8));
      return copy;
    case 2:
      return bytes.slice(0, at);
    case 3:
      return replaced(bytes, at, dice(16), new Uint8Array(0));
    case 4:
      return replaced(
        bytes,
        at,
        0,
        Uint8Array.from({ length: 1 + dice(12) }, () => pick(dice, TELLING)),
      );
    case 5:
      return replaced(bytes, at, 0, bytes.subarray(at, at + dice(40)));
    case 6:
      return spliced(bytes, at, pick(dice, others), dice);
    case 7:
      return withWord(copy, at, dice);
    default:
      return replaced(bytes, at, 0, new Uint8Array(1 + dice(11)).fill(0xff));
  }
}

function replaced(bytes: Uint8Array, at: number, size: number, by: Uint8Array): Uint8Array {
  const tail = bytes.subarray(at + size);
  const result = new Uint8Array(at + by.length + tail.length);
  result.set(bytes.subarray(0, at));
  result.set(by, at);
  result.set(tail, at + by.length);
  return result;
}

/** Replaces a piece of `bytes` by a piece of another image. */
function spliced(bytes: Uint8Array, at: number, other: Uint8Array, dice: Dice): Uint8Array {
  const from = dice(other.length + 1);
  return replaced(bytes, at, dice(64), other.subarray(from, from + dice(200)));
}

/** Replaces an aligned word, possibly a size. */
function withWord(bytes: Uint8Array, at: number, dice: Dice): Uint8Array {
  const start = Math.max(0, Math.min(at - (at % 4), bytes.length - 4));
  if (bytes.length < 4) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(start, hostileSize(dice, view.getUint32(start, true)), true);
  return bytes;
}
