/**
 * Returns a function that computes a value once for each object, and forgets it with the object. The value depends on
 * the object alone, which never changes: models and syntax trees are frozen. So nobody can tell the result from a new
 * one.
 */
export function onceFor<Of extends object, Value>(compute: (of: Of) => Value): (of: Of) => Value {
  const known = new WeakMap<Of, { readonly value: Value }>();
  return (of) => {
    const found = known.get(of) ?? { value: compute(of) };
    known.set(of, found);
    return found.value;
  };
}
