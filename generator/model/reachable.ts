/** Returns the nodes that are reachable from some nodes, including these. */
export function reachableFrom<T>(start: Iterable<T>, next: (node: T) => Iterable<T>): Set<T> {
  const reached = new Set(start);
  // A Set visits members that are added during the loop.
  for (const node of reached) for (const other of next(node)) reached.add(other);
  return reached;
}
