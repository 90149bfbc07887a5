/** Selected entries. */
export interface Entries {
  /** The selection as the user wrote it. */
  readonly text: string;
  readonly ranges: readonly EntryRange[];
}

interface EntryRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Parses a selection of entries: `3`, `2-5,9` or `7-`, counted from 0 as in errors.
 *
 * @throws {Error} if the text is not a selection
 */
export function parseEntries(text: string): Entries {
  const ranges = text.split(",").map((part) => {
    const [, from, dash, to] = /^\s*(\d{1,15})\s*(-)?\s*(\d{1,15})?\s*$/.exec(part) ?? [];
    const range = {
      from: Number(from),
      to: to === undefined ? (dash ? Number.POSITIVE_INFINITY : Number(from)) : Number(to),
    };
    if (from === undefined || (to !== undefined && dash === undefined) || range.to < range.from) {
      throw new Error(`--entries ${text}: \`${part}\` is not a range of entries; write 3, or 2-5,9, or 7-`);
    }
    return range;
  });
  return { text, ranges };
}

export function isAmong({ ranges }: Entries, entry: number | undefined): boolean {
  return entry !== undefined && ranges.some(({ from, to }) => from <= entry && entry <= to);
}
