import type { CriuDisplay, Field, Image, Message, Model } from "./model.ts";
import { partsOf } from "./walk.ts";

/**
 * Images with bytes that a field places, by `message.field`, or `message.field.NAME` for a bit or value. A field
 * without images places nothing; of fields that are absent nothing is known.
 */
export type Places = ReadonlyMap<string, readonly string[]>;

/** Stands for all images except the one of the field. */
export const ALL_IMAGES = "all";

/** Formats names of images as part of a sentence. */
export function placedNames(images: readonly string[]): string {
  return images.includes(ALL_IMAGES) ? "all other images" : images.join(", ");
}

/** Returns the placing fields of a table, including length fields and fields of conditions. */
export function placesOf({ images, places }: Pick<Model, "images" | "places">): Map<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const image of images) {
    for (const path of lengthsOf(image)) all.set(path, [...new Set([...(all.get(path) ?? []), image.name])]);
    const { entries } = image.layout;
    // The version determines how all other images are read, and so may a new field beside it.
    if (image.version !== undefined && entries !== undefined)
      all.set(`${entries.message}.${image.version}`, [ALL_IMAGES]);
  }
  for (const { path, images: placed } of places) all.set(path, placed);
  return all;
}

/** Yields the length fields of an image, and the fields of its conditions. */
function* lengthsOf({ layout: { first, entries, extra, rest } }: Image): Generator<string> {
  for (const when of [entries?.when, rest?.when]) {
    if (first !== undefined && when !== undefined) yield `${first.message}.${when.field}`;
  }
  for (const { part, owner } of partsOf(extra, entries?.message ?? "")) {
    yield `${owner}.${part.kind === "run" ? part.length : part.count}`;
    if (part.when !== undefined) yield `${owner}.${part.when.field}`;
  }
}

/**
 * Returns messages with placing fields, and the images concerned: a new field of such a message may place their bytes,
 * too. Messages inside of a placing field are included.
 */
export function placingMessages(messages: readonly Message[], places: Places): Map<string, readonly string[]> {
  const byName = new Map(messages.map((message) => [message.name, message]));
  const placing = new Map<string, readonly string[]>();
  const add = (name: string, images: readonly string[]): void => {
    const known = placing.get(name) ?? [];
    const more = images.filter((image) => !known.includes(image));
    if (more.length > 0) placing.set(name, [...known, ...more]);
  };
  const hold = (name: string, images: readonly string[], seen: ReadonlySet<string> = new Set()): void => {
    add(name, images);
    for (const { type } of seen.has(name) ? [] : (byName.get(name)?.fields ?? [])) {
      if (type.kind === "message") hold(type.name, images, new Set([...seen, name]));
    }
  };
  for (const { name, fields } of messages) {
    for (const { name: field, type } of fields) {
      const images = places.get(`${name}.${field}`) ?? [];
      if (images.length === 0) continue;
      add(name, images);
      if (type.kind === "message") hold(type.name, images);
    }
  }
  return placing;
}

/** Named numbers of a field. */
export interface NamedNumbers {
  /** Owner of the names: an enum, a map of bits, `dict.field` or `message.field`. */
  readonly owner: string;
  /** Whether each number is a bit, so that a value is a combination of them. */
  readonly bits: boolean;
  readonly numbers: readonly { readonly name: string; readonly number: number }[];
}

/** Returns the values of a field's enum, or its bits or codes as CRIU's sources name them. */
export function namedNumbers(
  message: string,
  { name, type, display: { flags, dict } }: Field,
  { enums, display }: Pick<Model, "enums"> & { readonly display: CriuDisplay },
): NamedNumbers {
  if (type.kind === "enum") {
    const values = enums.find((one) => one.name === type.name)?.values ?? [];
    return { owner: type.name, bits: false, numbers: values };
  }
  const more = (owner: string) =>
    (display.more.get(owner) ?? []).map(({ name: of, bit }) => ({ name: of, number: bit }));
  if (dict !== undefined) {
    const owner = `${dict}.${name}`;
    const codes = [...(display.dicts.get(dict)?.get(name) ?? [])].map(([number, of]) => ({ name: of, number }));
    return { owner, bits: false, numbers: [...codes, ...more(owner)] };
  }
  const owner = flags ?? `${message}.${name}`;
  const bits = (display.flags.get(owner) ?? []).map(({ name: of, bit }) => ({ name: of, number: bit }));
  return { owner, bits: true, numbers: [...bits, ...more(owner)] };
}

/** Lists the names of a field's bits, codes or values. */
export function valueNames(...of: Parameters<typeof namedNumbers>): string[] {
  return [...new Set(namedNumbers(...of).numbers.map(({ name }) => name))];
}
