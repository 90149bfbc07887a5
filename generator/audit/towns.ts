import { coordinates, isPlace } from "../model/coordinates.ts";
import type { Model } from "../model/model.ts";
import { magicsOf, type RegistryMagic } from "../model/registry.ts";
import { distance } from "./gazetteer/distance.ts";
import { findPlaces, nearestPlaces, type Place } from "./gazetteer.ts";

/** How far a town's middle can lie from its magic, in kilometres: where two sources put it, and cities are wide. */
export const TOLERANCE = 15;

/** A magic that is the form of a place and says a town, with what the gazetteer knows of both. */
export interface Named extends RegistryMagic {
  readonly town: string;
  readonly lat: number;
  readonly lon: number;
  /** The towns of that name, the nearest first. */
  readonly called: readonly Distant[];
}

/** A town, and how far it is, in kilometres. */
type Distant = Place & { readonly km: number };

/** Degrees north and east. */
type Point = Pick<Place, "lat" | "lon">;

export function* namedMagics(model: Model): Generator<Named> {
  for (const magic of magicsOf(model)) {
    const { town, value } = magic;
    const point = pointOf(value);
    if (town === undefined || point === undefined || !isPlace(value)) continue;
    yield { ...magic, town, ...point, called: placesCalled(town, point) };
  }
}

/** The town that a magic means: of those that are called so, the nearest; without a place, the largest. */
export function townOf({ town, value }: RegistryMagic): Distant | undefined {
  return placesCalled(town ?? "", pointOf(value))[0];
}

function placesCalled(town: string, point: Point | undefined): Distant[] {
  return findPlaces(town)
    .map((place) => ({ ...place, km: point === undefined ? 0 : distance(point, place) }))
    .sort((a, b) => a.km - b.km);
}

/** The place that a number says; none where a digit is no decimal one. */
export function pointOf(value: number): Point | undefined {
  const at = coordinates(value);
  return at && { lat: at.latitude, lon: at.longitude };
}

/** What lies there instead, as advice. */
export function whatLiesThere({ lat, lon }: Named): string {
  const near = nearestPlaces(lat, lon, TOLERANCE).slice(0, 3);
  if (near.length === 0) return `no town that the gazetteer knows lies within ${TOLERANCE} km of it`;
  return `there lies ${near.map(({ name, km }) => `${name} (${Math.round(km)} km)`).join(", ")}`;
}
