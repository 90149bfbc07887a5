import { didYouMean } from "../../generator/text/suggest.ts";
import { findPlaces, nearestPlaces, type Place, placeNames } from "../gazetteer/gazetteer.ts";
import { nameKey } from "../gazetteer/key.ts";
import { angle, type Point } from "./angle.ts";

/** Greatest distance of a magic from its town, in kilometres. */
export const REACH = 10;

/** A point that needs a magic, and the town to name it after. */
export interface Wanted extends Point {
  /** Absent if no town is near. */
  readonly place?: Place;
}

/**
 * Parses the name of a town, or a coordinate such as `58.52,31.27` or `58°31'N 31°16'E`.
 *
 * @throws {Error} if no town or several towns have the name, or no magic can spell the coordinate
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

/** Parses a coordinate in degrees; returns undefined if the text is not one. */
function parseCoordinate(text: string): Point | undefined {
  const [, lat, lon] = DECIMAL.exec(text.trim()) ?? [];
  if (lat !== undefined) return within(text, { lat: Number(lat), lon: Number(lon) });
  const [, ...sides] = SEXAGESIMAL.exec(text.trim()) ?? [];
  if (sides.length === 0) return undefined;
  const [north, east] = [sides.slice(0, 4), sides.slice(4)].map(signed);
  return within(text, { lat: north ?? 0, lon: east ?? 0 });
}

/** Computes an angle from degrees, minutes, seconds and a cardinal direction; south and west are negative. */
function signed([degrees, minutes = "0", seconds = "0", side = ""]: readonly (string | undefined)[]): number {
  return angle(Number(degrees), Number(minutes) + Number(seconds) / 60) * (/[SW]/i.test(side) ? -1 : 1);
}

function within(text: string, { lat, lon }: Point): Point {
  if (lat >= 0 && lat < 90 && lon >= 0 && lon < 100) return { lat, lon };
  throw new Error(`a magic can only spell 0° to 90° north and 0° to 100° east, and \`${text}\` is elsewhere`);
}

/** Finds a town by its name, which a comma and the code of its country can follow. */
function townNamed(text: string): Wanted {
  const [, town = text.trim(), country = ""] = /^(.*?),\s*([a-z]{2})$/i.exec(text.trim()) ?? [];
  const called = findPlaces(town);
  if (called.length === 0) throw new Error(noSuchTown(town));
  const there = called.filter((place) => place.country.startsWith(country.toUpperCase()));
  const [place] = there;
  if (place === undefined || !isMeant(town, there)) throw new Error(whichOne(town, called));
  return { lat: place.lat, lon: place.lon, place };
}

/** Ratio of the populations of two towns of one name; from it on the larger one is meant. */
const FAR_LARGER = 20;

/**
 * Returns whether a name alone means the first, largest town of a list: if it is the main name of that town, and the
 * next town with this main name is far smaller. Towns that have it only as another name do not count, because in some
 * language most names belong to several towns.
 */
function isMeant(town: string, places: readonly Place[]): boolean {
  const [largest] = places;
  const [first, second] = places.filter(({ name }) => nameKey(name) === nameKey(town));
  if (places.length === 1) return true;
  return first === largest && (first?.population ?? 0) >= FAR_LARGER * (second?.population ?? 0);
}

function noSuchTown(town: string): string {
  const guess = didYouMean(town, placeNames()) ?? "give a coordinate instead, such as 58.52,31.27";
  return `the gazetteer (places of 500 people, 0° to 90° north, 0° to 100° east) has no \`${town}\`; ${guess}`;
}

/** Greatest number of towns that an error lists. */
const MOST = 8;

/** Lists several towns of one name, each with a way to ask for it. */
function whichOne(town: string, candidates: readonly Place[]): string {
  const lines = candidates.slice(0, MOST).map((place) => `  ${coordinate(place).padEnd(14)}  ${titleOf(place)}`);
  const more = candidates.length > MOST ? [`  … and ${candidates.length - MOST} more`] : [];
  const country = countryThatTells(town, candidates);
  const byCountry = country === undefined ? "" : `country, such as \`${town}, ${country}\`, or by its `;
  const head = `several towns have the name \`${town}\`; specify one by its ${byCountry}coordinate:`;
  return [head, ...lines, ...more].join("\n");
}

/** Returns the first country in which the name means one town. */
function countryThatTells(town: string, candidates: readonly Place[]): string | undefined {
  const countries = candidates.map(({ country }) => country);
  return countries.find((code) => {
    const there = candidates.filter(({ country }) => country === code);
    return isMeant(town, there);
  });
}

const coordinate = ({ lat, lon }: Point): string => `${lat.toFixed(3)},${lon.toFixed(3)}`;

const countries = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** Writes a town as `Velikiy Novgorod, Russia (222,868 people)`. */
export function titleOf({ name, country, population }: Place): string {
  const people = population === 0 ? "" : ` (${population.toLocaleString("en")} people)`;
  return `${name}, ${countries.of(country) ?? country}${people}`;
}

/** Returns the name of a town for a row: without the soft signs that only the gazetteer writes, as in Ryazan’. */
export function townOfRow({ name }: Place): string {
  return name.replaceAll(/[’ʹ]/g, "");
}
