import type { Display, FieldType, Image, Message, Model, Placement } from "../model/model.ts";
import { messagesOf } from "../model/walk.ts";

/**
 * A model with these images alone, and what they reach: messages and enums, names for display. What they do not reach
 * has no say in the result, not even by its order.
 */
export function reach(model: Model, isChosen: (image: Image) => boolean): Model {
  const images = model.images.filter(isChosen);
  const byName = new Map(model.messages.map((message) => [message.name, message]));
  const names = new Set(images.flatMap((image) => [...messagesOf(image)].map(({ message }) => message)));
  // A set that grows while it is gone through is gone through to its end.
  for (const name of names) {
    for (const { type } of byName.get(name)?.fields ?? []) {
      const target = targetOf(type);
      if (target !== undefined) names.add(target);
    }
  }
  const messages = model.messages.filter(({ name }) => names.has(name));
  return {
    ...model,
    reserved: [],
    images,
    places: placesOf(model, images, messages),
    messages,
    enums: model.enums.filter(({ name }) => names.has(name)),
    display: displayOf(model.display, messages),
    history: { ...model.history, notes: notesOf(model, messages) },
  };
}

/** What is said of fields of these messages and the bytes of these images. */
function placesOf({ places }: Model, images: readonly Image[], messages: readonly Message[]): readonly Placement[] {
  return places.flatMap((placement) => {
    if (!messages.some(({ name }) => placement.path.startsWith(`${name}.`))) return [];
    const placed = placement.images.filter((image) => images.some(({ name }) => name === image));
    return placed.length === 0 && placement.images.length > 0 ? [] : [{ ...placement, images: placed }];
  });
}

/** What older releases make of fields of these messages. */
function notesOf({ history }: Model, messages: readonly Message[]): ReadonlyMap<string, string> {
  const paths = new Set(messages.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)));
  return new Map([...history.notes].filter(([path]) => paths.has(path)));
}

/** The message or the enum that a field has, or that a map has as its values. */
function targetOf(type: FieldType): string | undefined {
  if (type.kind === "map") return targetOf(type.value);
  return type.kind === "scalar" ? undefined : type.name;
}

/** The names that fields of these messages are shown by. */
function displayOf({ flags, dicts, more, names }: Display, messages: readonly Message[]): Display {
  const fields = messages.flatMap((message) => message.fields);
  const ofFlags = new Set(fields.map(({ display }) => display.flags));
  const ofDicts = new Set(fields.map(({ name, display }) => `${display.dict}.${name}`));
  const paths = new Set(messages.flatMap((message) => message.fields.map((field) => `${message.name}.${field.name}`)));
  return {
    flags: new Map([...flags].filter(([name]) => ofFlags.has(name))),
    more: new Map([...more].filter(([key]) => paths.has(key) || ofDicts.has(key) || ofFlags.has(key))),
    names: names.flatMap((set) => {
      const used = set.fields.filter(({ path }) => paths.has(path));
      return used.length === 0 ? [] : [{ ...set, fields: used }];
    }),
    dicts: new Map(
      [...dicts].flatMap(([dict, codes]) => {
        const used = [...codes].filter(([of]) => ofDicts.has(`${dict}.${of}`));
        return used.length === 0 ? [] : [[dict, new Map(used)]];
      }),
    ),
  };
}
