/** Part of a text: offsets of its first character and of the one behind its last, in UTF-16 units. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Returns whether a span contains an offset; its end belongs to it, because a cursor stands between characters. */
export function contains({ from, to }: Span, offset: number): boolean {
  return from <= offset && offset <= to;
}

/** Returns the span of a regular expression's group (flag `d`); undefined if the group is not in the match. */
export function groupSpan(match: RegExpMatchArray, group: string | number, from: number): Span | undefined {
  const indices = typeof group === "string" ? match.indices?.groups?.[group] : match.indices?.[group];
  return indices === undefined ? undefined : { from: from + indices[0], to: from + indices[1] };
}
