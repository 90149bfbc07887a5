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

/** Value of a list of objects, and those of longer lists that begin with it. */
interface Known<Value> {
  readonly longer: WeakMap<object, Known<Value>>;
  found?: { readonly value: Value };
}

/** Does the same for several objects, and forgets the value with any of them. */
export function onceForAll<Of, Value>(
  objectsOf: (of: Of) => readonly object[],
  compute: (of: Of) => Value,
): (of: Of) => Value {
  const none: Known<Value> = { longer: new WeakMap() };
  return (of) => {
    let known = none;
    for (const one of objectsOf(of)) {
      const next = known.longer.get(one) ?? { longer: new WeakMap() };
      known.longer.set(one, next);
      known = next;
    }
    known.found ??= { value: compute(of) };
    return known.found.value;
  };
}
