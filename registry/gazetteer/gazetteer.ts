import { distance } from "./distance.ts";
import { nameKey } from "./key.ts";
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
  const { byKey } = gazetteer();
  const keys = [town, ...town.split(/[()]/)].map(nameKey).filter(Boolean);
  const called = keys.flatMap((key) => byKey.get(key) ?? []);
  const all = called.length > 0 ? called : keys.flatMap(beginningWith);
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
    .places.filter((place) => Math.abs(place.lat - lat) * KM_A_DEGREE <= km)
    .map((place) => ({ ...place, km: distance(place, { lat, lon }) }))
    .filter((place) => place.km <= km)
    .sort((a, b) => a.km - b.km);
}

/** Returns the main name of every town, as candidates for a suggestion. */
export function placeNames(): readonly string[] {
  return gazetteer().places.map(({ name }) => name);
}

/** Returns the towns with this first word in their names. */
function beginningWith(word: string): Place[] {
  const called = [...gazetteer().byKey].flatMap(([key, places]) => (key.startsWith(word) ? places : []));
  return called.filter(({ name }) => nameKey(name.split(/[\s-]/)[0] ?? "") === word);
}

interface Gazetteer {
  readonly places: readonly Place[];
  /** Towns by the keys of all their names. */
  readonly byKey: ReadonlyMap<string, readonly Place[]>;
}

let known: Gazetteer | undefined;

/** Reads the towns at their first use. */
function gazetteer(): Gazetteer {
  known ??= parse(placesText());
  return known;
}

/** Parses lines of name, thousandths of degrees north and east, country, population, and keys of all names. */
function parse(text: string): Gazetteer {
  const places: Place[] = [];
  const byKey = new Map<string, Place[]>();
  for (const line of text.trimEnd().split("\n")) {
    const [name = "", lat, lon, country = "", population, keys = ""] = line.split("\t");
    const place = { name, lat: Number(lat) / 1000, lon: Number(lon) / 1000, country, population: Number(population) };
    places.push(place);
    for (const key of keys.trim().split(" ")) {
      const others = byKey.get(key);
      if (others === undefined) byKey.set(key, [place]);
      else others.push(place);
    }
  }
  return { places, byKey };
}
