import { coordinates, isPlace } from "../model/coordinates.ts";
import type { Model } from "../model/model.ts";
import { distance } from "./gazetteer/distance.ts";
import { findPlaces, nearestPlaces, type Place } from "./gazetteer.ts";
import { magicsOf, type RegistryMagic } from "./registry.ts";

/** How far a town's middle can lie from its magic, in kilometres: where two sources put it, and cities are wide. */
export const TOLERANCE = 15;

/** A magic that is the form of a place and says a town, with what the gazetteer knows of both. */
export interface Named extends RegistryMagic {
  readonly town: string;
  readonly lat: number;
  readonly lon: number;
  /** The towns of that name, the nearest first, with the kilometres to each. */
  readonly called: readonly (Place & { readonly km: number })[];
}

export function* namedMagics(model: Model): Generator<Named> {
  for (const magic of magicsOf(model)) {
    const at = coordinates(magic.value);
    if (magic.town === undefined || at === undefined || !isPlace(magic.value)) continue;
    const place = { lat: at.latitude, lon: at.longitude };
    const called = findPlaces(magic.town)
      .map((town) => ({ ...town, km: distance(place, town) }))
      .sort((a, b) => a.km - b.km);
    yield { ...magic, town: magic.town, ...place, called };
  }
}

/** What lies there instead, as advice. */
export function whatLiesThere({ lat, lon }: Named): string {
  const near = nearestPlaces(lat, lon, TOLERANCE).slice(0, 3);
  if (near.length === 0) return `no town that the gazetteer knows lies within ${TOLERANCE} km of it`;
  return `there lies ${near.map(({ name, km }) => `${name} (${Math.round(km)} km)`).join(", ")}`;
}
