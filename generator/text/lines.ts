/** Returns the offsets of all lines of a text. Lines of a schema end with a line feed alone. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) starts.push(end + 1);
  return starts;
}

/**
 * Returns the offset of a place in a text; the end of the text if it lies beyond.
 *
 * @param place line and column, from 1
 * @param starts offsets of the text's lines
 */
export function offsetOfPlace(
  text: string,
  { line, column }: { readonly line: number; readonly column: number },
  starts: readonly number[] = lineStarts(text),
): number {
  return Math.min((starts[line - 1] ?? text.length) + column - 1, text.length);
}
