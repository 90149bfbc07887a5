import { distance } from "./distance.ts";
import { nameKey } from "./key.ts";
import { KeyIndex, lineAt } from "./key-index.ts";
import { placesText } from "./places.ts";

/** A town in GeoNames. */
export interface Place {
  readonly name: string;
  /** Degrees north, to a thousandth. */
  readonly lat: number;
  /** Degrees east, to a thousandth. */
  readonly lon: number;
  /** ISO 3166-1 code of two letters. */
  readonly country: string;
  /** 0 if GeoNames has no number. */
  readonly population: number;
}

/**
 * Returns the towns with a name, the largest first. Transliterations, other languages and old names are the same name:
 * Konigsberg is Kaliningrad. In `Svetlogorsk (Rauschen)` both names count. If no town has the name, returns the towns
 * with this first word in their names: Pereslavl is Pereslavl-Zalesskiy.
 *
 * The gazetteer has the towns and villages of 500 people or more at coordinates that a magic can spell: north of the
 * equator, from 0° to 100° east.
 */
export function findPlaces(town: string): readonly Place[] {
  const places = found.get(town) ?? lookUp(town);
  found.set(town, places);
  return places;
}

/** Compares two towns by their coordinates. */
export function isSamePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a !== undefined && a.lat === b?.lat && a.lon === b.lon;
}

const found = new Map<string, readonly Place[]>();

function lookUp(town: string): readonly Place[] {
  const { keys, placeAt } = gazetteer();
  const wanted = [town, ...town.split(/[()]/)].map(nameKey).filter(Boolean);
  const called = wanted.flatMap((key) => keys.lines(key).map(placeAt));
  const all = called.length > 0 ? called : wanted.flatMap(beginningWith);
  return [...new Set(all)].sort((a, b) => b.population - a.population);
}

/** Lower bound of the length of a degree north, in kilometres. */
const KM_A_DEGREE = 111;

/**
 * Returns the towns within `km` of a place, the nearest first.
 *
 * @param lat degrees north
 * @param lon degrees east
 */
export function nearestPlaces(lat: number, lon: number, km: number): readonly (Place & { readonly km: number })[] {
  return gazetteer()
    .places()
    .filter((place) => Math.abs(place.lat - lat) * KM_A_DEGREE <= km)
    .map((place) => ({ ...place, km: distance(place, { lat, lon }) }))
    .filter((place) => place.km <= km)
    .sort((a, b) => a.km - b.km);
}

/** Returns the main name of every town, as candidates for a suggestion. */
export function placeNames(): readonly string[] {
  return gazetteer()
    .places()
    .map(({ name }) => name);
}

/** Returns the towns with this first word in their names. */
function beginningWith(word: string): Place[] {
  const { text, placeAt } = gazetteer();
  const lines = new Set<number>();
  for (let i = text.indexOf(` ${word}`); i >= 0; i = text.indexOf(` ${word}`, i + 1))
    lines.add(text.lastIndexOf("\n", i) + 1);
  return [...lines].map(placeAt).filter(({ name }) => nameKey(name.split(/[\s-]/)[0] ?? "") === word);
}

interface Gazetteer {
  readonly text: string;
  readonly keys: KeyIndex;
  /** Returns the town of the line that begins at a position; the same object each time. */
  readonly placeAt: (line: number) => Place;
  readonly places: () => readonly Place[];
}

let known: Gazetteer | undefined;

/** Reads the towns at their first use. */
function gazetteer(): Gazetteer {
  known ??= open(placesText());
  return known;
}

function open(text: string): Gazetteer {
  const parsed = new Map<number, Place>();
  const placeAt = (line: number): Place => {
    const place = parsed.get(line) ?? parse(lineAt(text, line));
    parsed.set(line, place);
    return place;
  };
  let all: readonly Place[] | undefined;
  const places = (): readonly Place[] => {
    all ??= text.trimEnd().split("\n").map(parse);
    return all;
  };
  return { text, keys: new KeyIndex(text), placeAt, places };
}

/** Parses a line: name, thousandths of degrees north and east, country, population, and keys of all names. */
function parse(line: string): Place {
  const [name = "", lat, lon, country = "", population] = line.split("\t");
  return { name, lat: Number(lat) / 1000, lon: Number(lon) / 1000, country, population: Number(population) };
}
