import { coordinates, isPlace } from "../../generator/model/coordinates.ts";
import type { Model } from "../../generator/model/model.ts";
import { magicsOf, type RegistryMagic } from "../../generator/model/registry.ts";
import { distance } from "./distance.ts";
import { findPlaces, nearestPlaces, type Place } from "./gazetteer.ts";

/** Greatest distance of a town from its magic, in kilometres: cities are wide, and sources disagree on their centres. */
export const TOLERANCE = 15;

/** A magic that spells a place and names a town, with both looked up in the gazetteer. */
export interface Named extends RegistryMagic {
  readonly town: string;
  readonly lat: number;
  readonly lon: number;
  /** The towns of that name, the nearest first. */
  readonly called: readonly Distant[];
}

/** A town, and its distance in kilometres. */
type Distant = Place & { readonly km: number };

/** Degrees north and east. */
type Point = Pick<Place, "lat" | "lon">;

/** Lists the magics that spell a place and name a town. */
export function* namedMagics(model: Model): Generator<Named> {
  for (const magic of magicsOf(model)) {
    const { town, value } = magic;
    const point = pointOf(value);
    if (town === undefined || point === undefined || !isPlace(value)) continue;
    yield { ...magic, town, ...point, called: placesCalled(town, point) };
  }
}

/** Returns the town of that name nearest to the coordinates of a magic, or the largest if it spells none. */
export function townOf({ town, value }: RegistryMagic): Distant | undefined {
  return placesCalled(town ?? "", pointOf(value))[0];
}

function placesCalled(town: string, point: Point | undefined): Distant[] {
  return findPlaces(town)
    .map((place) => ({ ...place, km: point === undefined ? 0 : distance(point, place) }))
    .sort((a, b) => a.km - b.km);
}

/** Returns the place that a number spells; undefined if it has a digit above 9. */
export function pointOf(value: number): Point | undefined {
  const at = coordinates(value);
  return at && { lat: at.latitude, lon: at.longitude };
}

/** Writes the towns that do lie at a magic's place, as advice. */
export function whatLiesThere({ lat, lon }: Named): string {
  const near = nearestPlaces(lat, lon, TOLERANCE).slice(0, 3);
  if (near.length === 0) return `the gazetteer has no town within ${TOLERANCE} km of it`;
  return `there lies ${near.map(({ name, km }) => `${name} (${Math.round(km)} km)`).join(", ")}`;
}
