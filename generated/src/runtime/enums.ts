// Copied by critgen 0.1.0 from its runtime: do not edit.

/** One of the named values, or another number: what a newer release adds must survive a rewrite. */
export type EnumValue<T> = T[keyof T] | (number & {});

/** The name of a value of an enum, or `undefined` where the schema has none for it. */
export function enumName<T extends Readonly<Record<string, number>>>(
  names: T,
  value: number,
): (keyof T & string) | undefined {
  for (const name in names) {
    if (names[name] === value) return name;
  }
  return undefined;
}
