import type { Display, FieldType, Image, Message, Model, Placement } from "../model/model.ts";
import { reachableFrom } from "../model/reachable.ts";
import { messagesOf } from "../model/walk.ts";

/**
 * Reduces a model to some images, and the messages, enums and names that they use. Nothing else affects the result, not
 * even the order of the table.
 */
export function reach(model: Model, isChosen: (image: Image) => boolean): Model {
  const images = model.images.filter(isChosen);
  const byName = new Map(model.messages.map((message) => [message.name, message]));
  const entries = images.flatMap((image) => [...messagesOf(image)].map(({ message }) => message));
  const names = reachableFrom(entries, (name) =>
    (byName.get(name)?.fields ?? []).flatMap(({ type }) => targetOf(type) ?? []),
  );
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

/** Returns the placing fields of these messages that place bytes of these images. */
function placesOf({ places }: Model, images: readonly Image[], messages: readonly Message[]): readonly Placement[] {
  return places.flatMap((placement) => {
    if (!messages.some(({ name }) => placement.path.startsWith(`${name}.`))) return [];
    const placed = placement.images.filter((image) => images.some(({ name }) => name === image));
    return placed.length === 0 && placement.images.length > 0 ? [] : [{ ...placement, images: placed }];
  });
}

/** Returns the notes on changed fields of these messages. */
function notesOf({ history }: Model, messages: readonly Message[]): ReadonlyMap<string, string> {
  const paths = new Set(messages.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`)));
  return new Map([...history.notes].filter(([path]) => paths.has(path)));
}

/** Returns the message or enum of a field, or of a map's values. */
function targetOf(type: FieldType): string | undefined {
  if (type.kind === "map") return targetOf(type.value);
  return type.kind === "scalar" ? undefined : type.name;
}

/** Returns the display data that fields of these messages use. */
function displayOf({ flags, dicts, more, names, at }: Display, messages: readonly Message[]): Display {
  const fields = messages.flatMap((message) => message.fields);
  const ofFlags = new Set(fields.map(({ display }) => display.flags));
  const ofDicts = new Set(fields.map(({ name, display }) => `${display.dict}.${name}`));
  const paths = new Set(messages.flatMap((message) => message.fields.map((field) => `${message.name}.${field.name}`)));
  return {
    at,
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
