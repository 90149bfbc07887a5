/** Characters of the texts whose results a cache keeps: those of a few schemas, which an import reads in turns. */
const MOST = 1 << 20;

/** Caches results by text. */
class Recent<T extends object> {
  readonly #results = new Map<string, T>();
  #size = 0;

  /** Returns the result of a text, and forgets those without use for the longest time. */
  of(text: string, read: () => T): T {
    const known = this.#results.get(text);
    const result = known ?? read();
    if (known === undefined) this.#size += text.length;
    // A map lists its keys in the order of insertion: the first is the one without use for the longest time.
    this.#results.delete(text);
    this.#results.set(text, result);
    this.#forgetOthers(text);
    return result;
  }

  #forgetOthers(last: string): void {
    for (const text of this.#results.keys()) {
      if (this.#size <= MOST || text === last) return;
      this.#results.delete(text);
      this.#size -= text.length;
    }
  }
}

/** Caches the results of the last lists of texts. */
export function rememberTexts<Text, T extends object>(
  read: (texts: readonly Text[]) => T,
): (texts: readonly Text[]) => T {
  const recent = new Recent<T>();
  return (texts) => recent.of(JSON.stringify(texts), () => read(texts));
}

/** Caches the results of the last texts of files, because `--watch` reads most files again and again. */
export function rememberByFile<T extends object>(
  read: (file: string, text: string) => T,
): (file: string, text: string) => T {
  const recent = new Recent<T>();
  return (file, text) => recent.of(`${JSON.stringify(file)}${text}`, () => read(file, text));
}

/** Caches the results of the last texts. */
export function rememberByText<T extends object>(read: (text: string) => T): (text: string) => T {
  const recent = new Recent<T>();
  return (text) => recent.of(text, () => read(text));
}
