import type { Text } from "@codemirror/state";
import type { Position, Range } from "vscode-languageserver-types";

/** Returns the offset of a place of the protocol; the nearest one if the text has become shorter. */
export function offsetOf(doc: Text, { line, character }: Position): number {
  if (line >= doc.lines) return doc.length;
  const { from, to } = doc.line(line + 1);
  return Math.min(to, from + character);
}

/** Returns the offsets of a range of the protocol. */
export function rangeOf(doc: Text, { start, end }: Range): { readonly from: number; readonly to: number } {
  const from = offsetOf(doc, start);
  return { from, to: Math.max(from, offsetOf(doc, end)) };
}
