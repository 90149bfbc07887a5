import type { Model } from "../../generator/model/model.ts";
import { magicsOf, type RegistryMagic } from "../../generator/model/registry.ts";
import { distance } from "../gazetteer/distance.ts";
import { isSamePlace, nearestPlaces, type Place } from "../gazetteer/gazetteer.ts";
import { nameKey } from "../gazetteer/key.ts";
import { townOf } from "../gazetteer/towns.ts";
import { angle, magicOf, minutesOf, type Point } from "./angle.ts";
import { objectionsTo } from "./objections.ts";
import { REACH, townOfRow } from "./place.ts";

/** A free magic, and the distance of its place from the wanted one, in kilometres. */
export interface Suggestion {
  readonly value: number;
  readonly km: number;
}

/** Finds the nearest magic that breaks no rule; returns undefined if all within reach break one. */
export function suggestMagic(model: Model, wanted: Point): Suggestion | undefined {
  return magicsAround(wanted).find(({ value }) => objectionsTo(model, value).next().done === true);
}

/** Numbers within reach that one rule refuses. */
export interface Refusal {
  readonly rule: string;
  readonly numbers: number;
  /** The rule's message about the nearest of them. */
  readonly example: string;
}

/** Returns how many numbers near a place each rule refuses. Only the first objection to a number counts. */
export function whyNone(model: Model, wanted: Point): Refusal[] {
  const refusals = new Map<string, Refusal>();
  for (const { value } of magicsAround(wanted)) {
    const [objection] = objectionsTo(model, value);
    if (objection === undefined) continue;
    const { rule, message } = objection;
    const { numbers = 0, example = message } = refusals.get(rule) ?? {};
    refusals.set(rule, { rule, numbers: numbers + 1, example });
  }
  return [...refusals.values()].sort((a, b) => b.numbers - a.numbers);
}

/** Number of minutes that are tried around a place, in each direction. */
const MINUTES = 20;

/** Returns the magic of a place, then those of all minutes within reach, the nearest first. */
function magicsAround(wanted: Point): Suggestion[] {
  const own = magicOf(wanted);
  const steps = Array.from({ length: 2 * MINUTES + 1 }, (_, i) => i - MINUTES);
  const [north, east] = [minutesOf(wanted.lat), minutesOf(wanted.lon)];
  const around = steps
    .flatMap((up) => steps.map((right) => ({ lat: angle(0, north + up), lon: angle(0, east + right) })))
    .filter(({ lat, lon }) => lat >= 0 && lat < 90 && lon >= 0 && lon < 100)
    .map((point) => ({ value: magicOf(point), km: distance(wanted, point) }))
    .filter(({ value, km }) => value !== own && km <= REACH)
    .sort((a, b) => a.km - b.km);
  return [{ value: own, km: 0 }, ...around];
}

/** Returns the magics named after this place, under any of its names, or after another place of its name. */
export function namedAfter(model: Model, place: Place): RegistryMagic[] {
  const key = nameKey(townOfRow(place));
  return magicsOf(model).filter(
    (magic) => isSamePlace(townOf(magic), place) || (magic.town !== undefined && nameKey(magic.town) === key),
  );
}

/** A town without a magic, its distance in kilometres, and the magic proposed for it. */
export type FreeTown = Place & Suggestion;

/** Greatest number of free towns that are proposed. */
const MOST = 5;

/** Finds the nearest free towns of 10,000 people or more within 150 km, the nearest first. */
export function freeTowns(model: Model, { lat, lon }: Point): FreeTown[] {
  const free: FreeTown[] = [];
  for (const town of nearestPlaces(lat, lon, 150)) {
    if (free.length === MOST) break;
    if (town.population < 10_000 || namedAfter(model, town).length > 0) continue;
    const suggestion = suggestMagic(model, town);
    if (suggestion !== undefined) free.push({ ...town, value: suggestion.value });
  }
  return free;
}
