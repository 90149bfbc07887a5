import { closest, distance } from "fastest-levenshtein";

/** The one of `names` that `name` was probably meant to be, as a hint; none where nothing is near. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  const candidates = [...names];
  if (candidates.length === 0) return undefined;
  const best = closest(name, candidates);
  return distance(name, best) <= Math.max(1, Math.floor(name.length / 3)) ? `did you mean ${best}?` : undefined;
}
