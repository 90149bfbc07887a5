import { distance } from "../audit/gazetteer/distance.ts";
import { isSamePlace, nearestPlaces, type Place } from "../audit/gazetteer.ts";
import { magicsOf, type RegistryMagic } from "../audit/registry.ts";
import { RULES } from "../audit/rules/rules.ts";
import { pointOf, townOf } from "../audit/towns.ts";
import { checkMagics } from "../check/magics.ts";
import { hex } from "../model/coordinates.ts";
import type { Image, Model } from "../model/model.ts";
import { angle, magicOf, type Point } from "./angle.ts";
import { REACH } from "./place.ts";

/** What a new magic must not trip. */
const ON_MAGICS = RULES.filter(({ category }) => category === "magics");

/** A magic that is free, and how far its place is from the one that was wanted, in kilometres. */
export interface Suggestion {
  readonly value: number;
  readonly km: number;
}

/** The nearest place whose magic trips no rule; none where all within reach do. */
export function suggestMagic(model: Model, wanted: Point): Suggestion | undefined {
  const [value, ...others] = magicsAround(wanted);
  if (value !== undefined && whyNot(model, value).length === 0) return { value, km: 0 };
  const free = others.find((other) => whyNot(model, other).length === 0);
  return free === undefined ? undefined : { value: free, km: distance(wanted, pointOf(free) ?? wanted) };
}

/** What speaks against a number as the magic of a new image: what the rules would say of its row. */
export function whyNot(model: Model, value: number): string[] {
  const at = { file: "", line: 0, column: 0 };
  const row: Image = { name: hex(value), about: "", file: "", magic: value, head: "common", flags: [], layout: {}, at };
  const grown = { ...model, images: [...model.images, row] };
  const audited = { model: grown, problems: [...checkMagics(grown)], rules: [], trees: [], found: [] };
  return ON_MAGICS.flatMap((rule) =>
    [...rule.check(audited)].filter((found) => found.at === at).map(({ message }) => message),
  );
}

/** The magic of a place, and those of all places within reach, the nearest first. */
function magicsAround(wanted: Point): number[] {
  const minutes = (degrees: number) => Math.floor(degrees * 60 + 1e-3);
  const [north, east] = [minutes(wanted.lat), minutes(wanted.lon)];
  const steps = Array.from({ length: 41 }, (_, i) => i - 20);
  return steps
    .flatMap((up) => steps.map((right) => ({ lat: angle(0, north + up), lon: angle(0, east + right) })))
    .filter(({ lat, lon }) => lat >= 0 && lat < 90 && lon >= 0 && lon < 100)
    .map((point) => ({ value: magicOf(point), km: distance(point, { lat: angle(0, north), lon: angle(0, east) }) }))
    .filter(({ km }) => km <= REACH)
    .sort((a, b) => a.km - b.km)
    .map(({ value }) => value);
}

/** The magics that are named after a town already, whatever they call it. */
export function namedAfter(model: Model, place: Place): RegistryMagic[] {
  return magicsOf(model).filter((magic) => isSamePlace(townOf(magic), place));
}

/** A town after which no magic is named, and the one that is proposed for it. */
export type FreeTown = Place & Suggestion;

const MOST = 5;

/** A few towns of some size nearby that are free, the nearest first. */
export function freeTowns(model: Model, { lat, lon }: Point): FreeTown[] {
  const taken = new Set(magicsOf(model).map((magic) => townOf(magic)?.name));
  return nearestPlaces(lat, lon, 150)
    .filter(({ name, population }) => population >= 10_000 && !taken.has(name))
    .slice(0, MOST)
    .flatMap((town) => {
      const suggestion = suggestMagic(model, town);
      return suggestion === undefined ? [] : [{ ...town, value: suggestion.value }];
    });
}
