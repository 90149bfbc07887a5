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

/** Whether `a` is of an older state than `b`: of an older release, or of one that fewer commits have followed. */
export function isOlder(a: string, b: string): boolean {
  const [left = 0, right = 0] = [a, b].map((name) => Number(/-(\d+)-g/.exec(name)?.[1] ?? 0));
  const order = compareReleases(a, b);
  return order < 0 || (order === 0 && left < right);
}
