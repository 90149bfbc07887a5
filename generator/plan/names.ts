import type { Display, Field, Message, Model, NameSet } from "../model/model.ts";
import { fieldName } from "../model/modules.ts";

/** Names of a field for people, as the runtime holds them. */
export interface PlannedNames {
  readonly name: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly pairs?: Readonly<Record<string, string>>;
  readonly bits?: readonly Readonly<Record<string, number>>[];
  readonly items?: readonly string[];
}

/** Sets of names, and the fields that have them: `set` is an index. */
export interface NamesPlan {
  readonly sets: readonly PlannedNames[];
  readonly fields: readonly { readonly path: string; readonly set: number }[];
}

/** Plans the names for people. Fields with equal names share them. */
export function planNames(model: Model): NamesPlan {
  const sets = new Map<string, PlannedNames>();
  const fields = [...namesOfFields(model)].map(([path, names]) => ({ path, key: JSON.stringify(names), names }));
  for (const { key, names } of fields) sets.set(key, names);
  const indexOf = new Map([...sets.keys()].map((key, i) => [key, i]));
  return { sets: [...sets.values()], fields: fields.map(({ path, key }) => ({ path, set: indexOf.get(key) ?? 0 })) };
}

/** Returns the names of fields, by `message.field` as in JSON. */
export function namesOfFields(model: Model): Map<string, PlannedNames> {
  const sets = new Map(model.display.names.flatMap((set) => set.fields.map(({ path }) => [path, set])));
  const named = new Map<string, PlannedNames>();
  for (const message of model.messages) {
    for (const field of message.fields) {
      const names = namesOf(model.display, message, field, sets.get(`${message.name}.${field.name}`));
      if (names !== undefined) named.set(`${message.name}.${fieldName(model, message.name, field.name)}`, names);
    }
  }
  return named;
}

/** Combines the names of CRIU's JSON, of its C sources, and for people. */
function namesOf(
  display: Display,
  { name }: Message,
  field: Field,
  set: NameSet | undefined,
): PlannedNames | undefined {
  if (set?.items !== undefined) return { name: set.name, items: set.items };
  if (set?.words !== undefined) return { name: set.name, bits: set.words.map((word) => Object.fromEntries(word)) };
  if (set?.pairs !== undefined) return { name: set.name, pairs: Object.fromEntries(set.pairs) };
  const { flags = "", dict } = field.display;
  const codes = display.more.get(`${dict}.${field.name}`) ?? [];
  if (set?.values !== undefined || codes.length > 0) {
    const more = codes.map((code): [string, string] => [`${code.bit}`, code.name]);
    return {
      name: set?.name ?? `${dict}.${field.name}`,
      values: Object.fromEntries([...more, ...(set?.values ?? [])]),
    };
  }
  const more = [...(display.more.get(flags) ?? []), ...(display.more.get(`${name}.${field.name}`) ?? [])];
  if (set?.bits === undefined && more.length === 0) return undefined;
  const all = [...(display.flags.get(flags) ?? []), ...more].map((one): [string, number] => [one.name, one.bit]);
  return {
    name: set?.name ?? (flags || `${name}.${field.name}`),
    bits: [Object.fromEntries([...(set?.bits ?? []), ...all])],
  };
}
