import { useEffect, useMemo, useState } from "preact/hooks";

/** Width of a phone, at most; the style sheets have it, too. */
const NARROW = "(max-width: 640px)";

/** Tells whether the window is as narrow as that of a phone. */
export function useNarrow(): boolean {
  const query = useMemo(() => matchMedia(NARROW), []);
  const [isNarrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const change = (): void => setNarrow(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, [query]);
  return isNarrow;
}
