import type { Field, Model } from "./model.ts";
import { namedNumbers } from "./places.ts";

/** Returns the numbers of a field's named values and bits: of its enum, of CRIU's display data, and names for people. */
export function namedValues(model: Model, owner: string, field: Field): ReadonlyMap<string, bigint> {
  const values = new Map<string, bigint>();
  for (const set of model.display.names.filter(({ fields }) =>
    fields.some(({ path }) => path === `${owner}.${field.name}`),
  )) {
    for (const [number, name] of set.values ?? []) values.set(name, BigInt(number));
    for (const [name, bit] of set.bits ?? []) values.set(name, BigInt(bit));
  }
  for (const { name, number } of namedNumbers(owner, field, model).numbers) values.set(name, BigInt(number));
  return values;
}
