import { distance } from "../audit/gazetteer/distance.ts";
import { nameKey } from "../audit/gazetteer/key.ts";
import { isSamePlace, nearestPlaces, type Place } from "../audit/gazetteer.ts";
import { townOf } from "../audit/towns.ts";
import type { Model } from "../model/model.ts";
import { magicsOf, type RegistryMagic } from "../model/registry.ts";
import { angle, magicOf, minutesOf, type Point } from "./angle.ts";
import { objectionsTo } from "./objections.ts";
import { REACH, townOfRow } from "./place.ts";

/** A magic that is free, and how far its place is from the one that was wanted, in kilometres. */
export interface Suggestion {
  readonly value: number;
  readonly km: number;
}

/** The nearest place whose magic trips no rule; none if all within reach do. */
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

/** Counts by rule why no number within reach of a place can be taken: the first objection to each. */
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

/** How many minutes around a place are tried, in each direction. */
const MINUTES = 20;

/** The magic of a place, then those of all minutes within reach, the nearest first. */
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

/** Returns the magics whose town is this place, whatever they call it, or another place of its name. */
export function namedAfter(model: Model, place: Place): RegistryMagic[] {
  const key = nameKey(townOfRow(place));
  return magicsOf(model).filter(
    (magic) => isSamePlace(townOf(magic), place) || (magic.town !== undefined && nameKey(magic.town) === key),
  );
}

/** A town after which no magic is named, how far it is, and the magic that is proposed for it. */
export type FreeTown = Place & Suggestion;

const MOST = 5;

/** Finds a few towns of some size nearby that are free, the nearest first. */
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
