import type { Span } from "./span.ts";

/** A replaced part of a text. */
export interface Change extends Span {
  readonly text: string;
}

/** Returns the smallest change that turns a text into another; undefined if they are equal. */
export function changeOf(before: string, after: string): Change | undefined {
  if (before === after) return undefined;
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { from: start, to: before.length - end, text: after.slice(start, after.length - end) };
}

/** Makes changes of a text, which are in its order. */
export function changed(text: string, changes: readonly Change[]): string {
  let [result, at] = ["", 0];
  for (const change of changes) {
    result += text.slice(at, change.from) + change.text;
    at = change.to;
  }
  return result + text.slice(at);
}
