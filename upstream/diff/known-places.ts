import { loadModel } from "../../generator/generate.ts";
import type { Format } from "../../generator/model/format/format.ts";
import type { Model } from "../../generator/model/model.ts";
import { placesOf, placingMessages, valueNames } from "../../generator/model/places.ts";
import { BUILT_IN_SCHEMA } from "../../generator/own/package-root.ts";

/** Facts of the built-in schema. */
interface Known {
  readonly places: ReadonlyMap<string, readonly string[]>;
  readonly notes: ReadonlyMap<string, string>;
}

let known: Known | undefined;

/** Reads the facts once: both sides of a comparison need them. */
function knownFacts(): Known {
  if (known === undefined) {
    const model = loadModel(BUILT_IN_SCHEMA);
    known = { places: settled(model), notes: model.history.notes };
  }
  return known;
}

/** Returns the notes of the built-in history: they hold for releases from any folder. */
export function knownNotes(): ReadonlyMap<string, string> {
  return knownFacts().notes;
}

/** Adds the placing fields of the built-in schema to a format. Those of the format itself take precedence. */
export function withKnownPlaces(format: Format): Format {
  return { ...format, places: new Map([...knownFacts().places, ...(format.places ?? [])]) };
}

/**
 * Returns all fields and values of the messages with placing fields, each with the images that it places: `[]` if it
 * places nothing. A person has reviewed all of them.
 */
function settled(model: Model): Map<string, readonly string[]> {
  const places = placesOf(model);
  const messages = placingMessages(model.messages, places);
  const all = new Map(places);
  for (const { name, fields } of model.messages.filter((message) => messages.has(message.name))) {
    for (const field of fields) {
      const path = `${name}.${field.name}`;
      if (!all.has(path)) all.set(path, []);
      for (const value of valueNames(name, field, model))
        if (!all.has(`${path}.${value}`)) all.set(`${path}.${value}`, []);
    }
  }
  return all;
}
