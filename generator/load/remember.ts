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
