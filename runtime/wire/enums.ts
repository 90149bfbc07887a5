/** A value of the enum, or any number: newer releases may write values without a name here. */
export type EnumValue<T> = T[keyof T] | (number & {});

/** Returns the name of an enum's value, or `undefined` if the schema names none. */
export function enumName<T extends Readonly<Record<string, number>>>(
  names: T,
  value: number,
): (keyof T & string) | undefined {
  for (const name in names) {
    if (names[name] === value) return name;
  }
  return undefined;
}
