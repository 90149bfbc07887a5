import { hex } from "../../generator/model/coordinates.ts";
import type { Model } from "../../generator/model/model.ts";
import { readOwn } from "../../generator/own/own-files.ts";
import type { Place } from "../../registry/gazetteer/gazetteer.ts";
import { pointOf } from "../../registry/gazetteer/towns.ts";
import { project } from "../../registry/html/projection.ts";
import { pageView } from "../../registry/html/view.ts";
import { parsePlace, titleOf, townOfRow, type Wanted } from "../../registry/magic/place.ts";
import { freeTowns, namedAfter, suggestMagic, whyNone } from "../../registry/magic/suggest.ts";

/** A place on the map, in its units. */
interface MapPoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** The map of the registry: outlines of land and water, and the places of all magics. */
export interface RegistryMap {
  readonly outlines: readonly { readonly class: string; readonly d: string }[];
  readonly points: readonly MapPoint[];
}

/** A town with a free magic. */
export interface FreeMagic {
  /** Name for a row. */
  readonly town: string;
  /** Name, country and population. */
  readonly title: string;
  readonly magic: string;
  /** Distance of the magic's place from the wanted one, in kilometres. */
  readonly km: number;
  readonly point: MapPoint | undefined;
}

/** Answer to the question for a magic near a place. */
export interface Suggested {
  /** The free magic of the place. */
  readonly free: FreeMagic | undefined;
  /** Reasons for which it has none. */
  readonly reasons: readonly string[];
  /** Free towns around it, if it has none. */
  readonly others: readonly FreeMagic[];
}

/** Returns the map with the magics of a model. */
export function mapOf(model: Model): RegistryMap {
  const outlines = [...readOwn("registry/html/templates/map.svg").matchAll(/<path class="(\w+)" d="([^"]*)"/g)];
  return {
    outlines: outlines.map(([, name = "", d = ""]) => ({ class: name, d })),
    points: pageView(model, []).points.flatMap(({ title, town, point }) =>
      point === undefined ? [] : [{ name: town === undefined ? title : `${town}: ${title}`, ...point }],
    ),
  };
}

/**
 * Proposes a magic for a town or a coordinate.
 *
 * @throws {Error} if there is no such town, or a magic cannot spell the coordinate
 */
export function suggested(model: Model, text: string): Suggested {
  const wanted = parsePlace(text);
  const { place } = wanted;
  const taken = place === undefined ? [] : namedAfter(model, place);
  const found = taken.length > 0 ? undefined : suggestMagic(model, wanted);
  if (found !== undefined) return { free: freeMagic(place, wanted, found), reasons: [], others: [] };
  const reasons =
    taken.length > 0
      ? taken.map(({ name, value }) => `${name} has the town with ${hex(value)}`)
      : whyNone(model, wanted).map(({ numbers, example }) => `${numbers} numbers near it are refused: ${example}`);
  return { free: undefined, reasons, others: freeTowns(model, wanted).map((one) => freeMagic(one, one, one)) };
}

function freeMagic(
  place: Place | undefined,
  { lat, lon }: Pick<Wanted, "lat" | "lon">,
  { value, km }: { readonly value: number; readonly km: number },
): FreeMagic {
  const town = place === undefined ? "" : townOfRow(place);
  const at = pointOf(value) ?? { lat, lon };
  return {
    town,
    title: place === undefined ? `${lat}, ${lon}` : titleOf(place),
    magic: hex(value),
    km,
    point: { name: town, ...project(at) },
  };
}
