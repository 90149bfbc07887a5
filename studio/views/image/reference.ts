/**
 * Returns the address of a field in the reference of the format; `undefined` if the page has none. A site names its
 * reference in the head of the page, and the studio makes no guess where it is.
 */
export function referenceTo(message: string, field: string): string | undefined {
  const index = document.querySelector<HTMLLinkElement>('link[rel="help"]')?.href;
  if (index === undefined) return undefined;
  return new URL(`messages/${encodeURIComponent(message)}.html#${encodeURIComponent(field)}`, index).href;
}
