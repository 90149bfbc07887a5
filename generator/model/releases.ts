/** Returns whether a name is a release, such as `v4.1.1`. */
export function isRelease(name: string): boolean {
  return /^v\d+(?:\.\d+)+$/.test(name);
}

/** Compares releases: below 0 if `a` is older. A suffix such as `-22-g…` is ignored. */
export function compareReleases(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((name) => /\d+(?:\.\d+)*/.exec(name)?.[0].split(".").map(Number));
  const place = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => i);
  return place.map((i) => (left[i] ?? 0) - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}

/** Returns whether `a` is older than `b`: by release, then by the number of commits after it. */
export function isOlder(a: string, b: string): boolean {
  const [left = 0, right = 0] = [a, b].map((name) => Number(/-(\d+)-g/.exec(name)?.[1] ?? 0));
  const order = compareReleases(a, b);
  return order < 0 || (order === 0 && left < right);
}
