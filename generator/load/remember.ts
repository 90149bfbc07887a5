/** Caches the last result while the texts of all files stay the same. */
export function rememberTexts<Text extends { readonly text: string }, T>(
  read: (texts: readonly Text[]) => T,
): (texts: readonly Text[]) => T {
  let last: { readonly key: string; readonly texts: readonly Text[]; readonly result: T } | undefined;
  const isSame = (texts: readonly Text[], key: string): boolean =>
    last?.key === key &&
    last.texts.length === texts.length &&
    texts.every(({ text }, i) => text === last?.texts[i]?.text);
  return (texts) => {
    const key = JSON.stringify(texts.map(({ text: _, ...names }) => names));
    if (last !== undefined && isSame(texts, key)) return last.result;
    const result = read(texts);
    last = { key, texts, result };
    return result;
  };
}

/**
 * Caches the last result for each file while its text stays the same, because `--watch` reads most files again and
 * again.
 */
export function rememberByFile<T>(read: (file: string, text: string) => T): (file: string, text: string) => T {
  const last = new Map<string, { readonly text: string; readonly result: T }>();
  return (file, text) => {
    const known = last.get(file);
    if (known?.text === text) return known.result;
    const result = read(file, text);
    last.set(file, { text, result });
    return result;
  };
}

/** Caches the results of the last `most` texts: an import reads a few texts in turns. */
export function rememberByText<T>(read: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const result = known.get(text) ?? read(text);
    // A map lists its keys in the order of insertion: the first is the one without use for the longest time.
    known.delete(text);
    known.set(text, result);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return result;
  };
}
