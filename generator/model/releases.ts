/** Whether a name is that of a release: `v4.1.1`. */
export function isRelease(name: string): boolean {
  return /^v\d+(?:\.\d+)+$/.test(name);
}

/** Below 0 where `a` is the older one; what follows the numbers of a release (`-22-g…`) does not count. */
export function compareReleases(a: string, b: string): number {
  const [left = [], right = []] = [a, b].map((name) => /\d+(?:\.\d+)*/.exec(name)?.[0].split(".").map(Number));
  const place = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => i);
  return place.map((i) => (left[i] ?? 0) - (right[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
