import { nameKey } from "../audit/gazetteer/key.ts";
import { findPlaces, nearestPlaces, type Place, placeNames } from "../audit/gazetteer.ts";
import { didYouMean } from "../model/suggest.ts";
import { angle, type Point } from "./angle.ts";

/** How far from the town a place of its magic can be, in kilometres. */
export const REACH = 10;

/** The point that a magic is wanted for, and the town that it is to be named after. */
export interface Wanted extends Point {
  /** Absent if no town is near. */
  readonly place?: Place;
}

/**
 * A town, or a coordinate such as `58.52,31.27` or `58°31'N 31°16'E`.
 *
 * @throws {Error} where no town is called so, or several are, or the coordinate is none that a magic can say
 */
export function parsePlace(text: string): Wanted {
  const point = parseCoordinate(text);
  if (point === undefined) return townNamed(text);
  const [place] = nearestPlaces(point.lat, point.lon, REACH);
  return place === undefined ? point : { ...point, place };
}

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const DECIMAL = /^([-+]?\d+(?:\.\d+)?)°?\s*[,;\s]\s*([-+]?\d+(?:\.\d+)?)°?$/;
const SIDE = String.raw`${NUMBER}°\s*(?:${NUMBER}['′’]\s*)?(?:${NUMBER}(?:"|″|”|'')\s*)?`;
const SEXAGESIMAL = new RegExp(String.raw`^${SIDE}([NS])[,;\s]*${SIDE}([EW])$`, "i");

/** Degrees north and east; nothing where the text is no coordinate. */
function parseCoordinate(text: string): Point | undefined {
  const [, lat, lon] = DECIMAL.exec(text.trim()) ?? [];
  if (lat !== undefined) return within(text, { lat: Number(lat), lon: Number(lon) });
  const [, ...sides] = SEXAGESIMAL.exec(text.trim()) ?? [];
  if (sides.length === 0) return undefined;
  const [north, east] = [sides.slice(0, 4), sides.slice(4)].map(signed);
  return within(text, { lat: north ?? 0, lon: east ?? 0 });
}

/** Degrees, minutes, seconds and the side of the world. */
function signed([degrees, minutes = "0", seconds = "0", side = ""]: readonly (string | undefined)[]): number {
  return angle(Number(degrees), Number(minutes) + Number(seconds) / 60) * (/[SW]/i.test(side) ? -1 : 1);
}

function within(text: string, { lat, lon }: Point): Point {
  if (lat >= 0 && lat < 90 && lon >= 0 && lon < 100) return { lat, lon };
  throw new Error(`a magic says 0° to 90° north and 0° to 100° east, and \`${text}\` is elsewhere`);
}

/** A town by its name, and behind a comma its country's code where the name alone is not enough. */
function townNamed(text: string): Wanted {
  const [, town = text.trim(), country = ""] = /^(.*?),\s*([a-z]{2})$/i.exec(text.trim()) ?? [];
  const called = findPlaces(town);
  if (called.length === 0) throw new Error(noSuchTown(town));
  const there = called.filter((place) => place.country.startsWith(country.toUpperCase()));
  const [place] = there;
  if (place === undefined || !isMeant(town, there)) throw new Error(whichOne(town, called));
  return { lat: place.lat, lon: place.lon, place };
}

/** By how much a city is larger than the next of its name, so that nobody who says the name means that. */
const FAR_LARGER = 20;

/**
 * Whether the first and largest of some towns is the one that is meant. Most names are also, in some language, some
 * other town's: these do not count where the largest is written so, nor do those written so that are far smaller.
 */
function isMeant(town: string, places: readonly Place[]): boolean {
  const [largest] = places;
  const [first, second] = places.filter(({ name }) => nameKey(name) === nameKey(town));
  if (places.length === 1) return true;
  return first === largest && (first?.population ?? 0) >= FAR_LARGER * (second?.population ?? 0);
}

function noSuchTown(town: string): string {
  const guess = didYouMean(town, placeNames()) ?? "a coordinate will do too, such as 58.52,31.27";
  return `the gazetteer (places of 500 people, 0° to 90° north, 0° to 100° east) has no \`${town}\`; ${guess}`;
}

const MOST = 8;

/** Of several towns, how to ask for each. */
function whichOne(town: string, candidates: readonly Place[]): string {
  const lines = candidates.slice(0, MOST).map((place) => `  ${coordinate(place).padEnd(14)}  ${titleOf(place)}`);
  const more = candidates.length > MOST ? [`  … and ${candidates.length - MOST} more`] : [];
  const country = countryThatTells(town, candidates);
  const byCountry = country === undefined ? "" : `country, such as \`${town}, ${country}\`, or by its `;
  const head = `several towns are called \`${town}\`; ask for one by its ${byCountry}coordinate:`;
  return [head, ...lines, ...more].join("\n");
}

/** Of the countries of some towns the first in which it is clear which is meant. */
function countryThatTells(town: string, candidates: readonly Place[]): string | undefined {
  const countries = candidates.map(({ country }) => country);
  return countries.find((code) => {
    const there = candidates.filter(({ country }) => country === code);
    return isMeant(town, there);
  });
}

const coordinate = ({ lat, lon }: Point): string => `${lat.toFixed(3)},${lon.toFixed(3)}`;

const countries = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** `Velikiy Novgorod, Russia (222,868 people)` */
export function titleOf({ name, country, population }: Place): string {
  const people = population === 0 ? "" : ` (${population.toLocaleString("en")} people)`;
  return `${name}, ${countries.of(country) ?? country}${people}`;
}

/** Returns the town's name as a row says it. The gazetteer writes soft signs: Ryazan’. Nobody else does. */
export function townOfRow({ name }: Place): string {
  return name.replaceAll(/[’ʹ]/g, "");
}
