import { distance } from "fastest-levenshtein";

/** Greatest number of suggested names. */
const MOST = 3;

/** Suggests the names of `names` that are nearest to `name`, as a hint, if they are near enough. */
export function didYouMean(name: string, names: Iterable<string>): string | undefined {
  let least = Math.max(1, Math.floor(name.length / 3));
  const near = new Set<string>();
  for (const candidate of names) {
    const away = distance(name, candidate);
    if (away > least) continue;
    if (away < least) near.clear();
    least = away;
    near.add(candidate);
  }
  return near.size === 0 ? undefined : `did you mean ${[...near].slice(0, MOST).join(" or ")}?`;
}
