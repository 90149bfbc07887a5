/** Returns the things that are reachable from some things, including these. */
export function reachableFrom<T>(start: Iterable<T>, next: (thing: T) => Iterable<T>): Set<T> {
  const reached = new Set(start);
  // A Set visits members that are added during the loop.
  for (const thing of reached) for (const other of next(thing)) reached.add(other);
  return reached;
}
