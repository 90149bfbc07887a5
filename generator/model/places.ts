import type { CriuDisplay, Field, Image, Message, Model } from "./model.ts";
import { partsOf } from "./walk.ts";

/**
 * The images whose bytes fields place, by `message.field`, or `message.field.NAME` for a bit or a value. A field without
 * images is one that places nothing; of those that are not there nobody has said.
 */
export type Places = ReadonlyMap<string, readonly string[]>;

/** What a table says, and what follows from the lengths and conditions of its rows. */
export function placesOf({ images, places }: Pick<Model, "images" | "places">): Map<string, readonly string[]> {
  const all = new Map<string, readonly string[]>();
  for (const image of images) {
    for (const path of lengthsOf(image)) all.set(path, [...new Set([...(all.get(path) ?? []), image.name])]);
  }
  for (const { path, images: placed } of places) all.set(path, placed);
  return all;
}

/** The fields that say how long a part of an image is, or whether it is there. */
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
 * The messages in which something places bytes, and the images that these are of: what is new in one may move them. A
 * message that such a field holds is one too.
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

/** The names of the bits, codes or values that a field can have. */
export function valueNames(
  { name, type, display }: Field,
  { enums, display: all }: Pick<Model, "enums"> & { readonly display: CriuDisplay },
): string[] {
  if (type.kind === "enum") return enums.find((one) => one.name === type.name)?.values.map((value) => value.name) ?? [];
  const bits = all.flags.get(display.flags ?? "")?.map((bit) => bit.name) ?? [];
  return [
    ...bits,
    ...(all.dicts
      .get(display.dict ?? "")
      ?.get(name)
      ?.values() ?? []),
  ];
}
