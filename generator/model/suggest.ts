import { closest, distance } from "fastest-levenshtein";

/** Hint at the one of `names` that `name` was probably meant to be, if one is near. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  const best = nearest(name, names);
  return best === undefined ? undefined : `did you mean ${best}?`;
}

/** Finds the one of `names` that differs from `name` in a third of its letters at most. */
export function nearest(name: string, names: Iterable<string>): string | undefined {
  const candidates = [...names];
  if (candidates.length === 0) return undefined;
  const best = closest(name, candidates);
  return distance(name, best) <= Math.max(1, Math.floor(name.length / 3)) ? best : undefined;
}
