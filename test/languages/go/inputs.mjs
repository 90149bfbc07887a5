/* Makes images and JSON texts that are a little wrong, from a seed. */
import { Buffer } from "node:buffer";

/** Bytes that often change the meaning of a message: ends of numbers, tags, lengths. */
const TELLING = [0, 1, 2, 3, 4, 5, 8, 10, 11, 12, 0x7f, 0x80, 0xff];

/** Characters and words that often change the meaning of a JSON text. */
const PIECES = [
  '"',
  "\\",
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "-",
  "0",
  "1e9",
  "null",
  "true",
  " ",
  "\\u00e9",
  "\\ud800",
  "9".repeat(21),
];

/** Returns a function that gives random integers below a number, the same for each seed. */
export function diceOf(seed) {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Returns bytes with one to four changes, mostly after head and magic. */
export function changedBytes(bytes, dice) {
  let result = Buffer.from(bytes);
  for (let count = 1 + dice(dice(3) === 0 ? 4 : 1); count > 0; count--) result = changeBytes(result, dice);
  return result;
}

function changeBytes(bytes, dice) {
  const from = bytes.length > 8 && dice(8) > 0 ? 8 : 0;
  const at = from + dice(bytes.length - from + 1);
  const [head, tail] = [bytes.subarray(0, at), bytes.subarray(at)];
  switch (dice(6)) {
    case 0:
      return Buffer.concat([head, Buffer.from([TELLING[dice(TELLING.length)]]), tail.subarray(1)]);
    case 1:
      return Buffer.concat([head, Buffer.from([(tail[0] ?? 0) ^ (1 << dice(8))]), tail.subarray(1)]);
    case 2:
      return head;
    case 3:
      return Buffer.concat([head, tail.subarray(dice(16))]);
    case 4:
      return Buffer.concat([head, tail.subarray(0, dice(40)), tail]);
    default:
      return Buffer.concat([head, Buffer.alloc(1 + dice(11), TELLING[dice(TELLING.length)]), tail]);
  }
}

/** Returns a JSON text with a change. */
export function changedText(text, dice) {
  const at = dice(text.length + 1);
  const piece = PIECES[dice(PIECES.length)];
  switch (dice(5)) {
    case 0:
      return text.slice(0, at);
    case 1:
      return text.slice(0, at) + text.slice(at + 1 + dice(12));
    case 2:
      return text.slice(0, at) + piece + text.slice(at + 1);
    case 3:
      return text.slice(0, at) + text.slice(at, at + dice(30)) + text.slice(at);
    default:
      return text.slice(0, at) + piece + text.slice(at);
  }
}
