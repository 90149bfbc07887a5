import { loadModel } from "../generate.ts";
import type { Model } from "../model/model.ts";
import { BUILT_IN_SCHEMA } from "../model/package-root.ts";
import { placesOf, placingMessages, valueNames } from "../model/places.ts";
import type { Format } from "./format.ts";

let known: ReadonlyMap<string, readonly string[]> | undefined;

/** The format with what the built-in schema knows of fields; what the format says itself takes precedence. */
export function withKnownPlaces(format: Format): Format {
  // Both sides of a comparison ask for it.
  known ??= settled(loadModel(BUILT_IN_SCHEMA));
  return { ...format, places: new Map([...known, ...(format.places ?? [])]) };
}

/** What a model says, and that all else beside it places nothing: somebody has looked at it. */
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
