import { closest, distance } from "fastest-levenshtein";

/** Suggests the name of `names` that is nearest to `name`, as a hint, if one is near enough. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  const candidates = [...names];
  if (candidates.length === 0) return undefined;
  const best = closest(name, candidates);
  return distance(name, best) <= Math.max(1, Math.floor(name.length / 3)) ? `did you mean ${best}?` : undefined;
}
