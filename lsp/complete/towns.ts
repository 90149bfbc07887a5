import { CompletionItemKind } from "vscode-languageserver-types";
import { hex } from "../../generator/model/coordinates.ts";
import type { Model } from "../../generator/model/model.ts";
import { findPlaces, nearestPlaces, type Place, placeNames } from "../../registry/gazetteer/gazetteer.ts";
import { pointOf } from "../../registry/gazetteer/towns.ts";
import { REACH, titleOf, townOfRow } from "../../registry/magic/place.ts";
import { namedAfter, suggestMagic } from "../../registry/magic/suggest.ts";
import type { Context } from "../yaml/context.ts";
import type { Candidate } from "./candidate.ts";
import { images } from "./things.ts";

/** Largest number of towns whose magics are computed for one request. */
const MOST = 5;

/** Lists towns: those at the row's magic, otherwise towns with a free magic whose names begin with the typed text. */
export function towns(whole: Model, { path, typed, span, isFlow, mapAt }: Context): Candidate[] {
  const model = withoutRow(whole, path.at(-2));
  const { magic } = mapAt(path.slice(0, -1));
  const kind = CompletionItemKind.Constant;
  if (typeof magic === "number") {
    const point = pointOf(magic);
    const near = point === undefined ? [] : nearestPlaces(point.lat, point.lon, REACH).slice(0, 20);
    return near.map((place) => ({
      ...labelled(place),
      kind,
      span,
      detail: `${titleOf(place)}, ${place.km.toFixed(1)} km`,
    }));
  }
  return townsLike(model, typed.replace(/^["']/, "")).map(({ place, value }) => ({
    ...labelled(place),
    ...{ kind, span, detail: `${hex(value)}, ${titleOf(place)}` },
    insert: `${quoted(townOfRow(place))}${isFlow ? ", " : `\n${" ".repeat(4)}`}magic: ${hex(value)}`,
  }));
}

/** Lists the free magic of the row's town, and the rows to share a magic of. */
export function magics(whole: Model, { path, span, mapAt }: Context): Candidate[] {
  const model = withoutRow(whole, path.at(-2));
  const { town } = mapAt(path.slice(0, -1));
  const places = typeof town === "string" ? findPlaces(town).slice(0, 1) : [];
  const own = places.flatMap((place): Candidate[] => {
    const suggestion = suggestMagic(model, place);
    if (suggestion === undefined) return [];
    const detail = `${titleOf(place)}, ${suggestion.km.toFixed(1)} km`;
    return [{ label: hex(suggestion.value), kind: CompletionItemKind.Constant, span, detail }];
  });
  const owners = images({ ...model, images: model.images.filter((one) => one.magic && one.alias === undefined) });
  return [...own, ...(path[0] === "images" ? owners : [])];
}

function townsLike(model: Model, typed: string): { place: Place; value: number }[] {
  if (typed === "") return [];
  const begins = typed.toLowerCase();
  const names = new Set(placeNames().filter((name) => name.toLowerCase().startsWith(begins)));
  const places = [...names].flatMap((name) => findPlaces(name).slice(0, 1));
  const free: { place: Place; value: number }[] = [];
  for (const place of places.sort((a, b) => b.population - a.population)) {
    if (free.length === MOST) break;
    const suggestion = namedAfter(model, place).length > 0 ? undefined : suggestMagic(model, place);
    if (suggestion !== undefined) free.push({ place, value: suggestion.value });
  }
  return free;
}

function withoutRow(model: Model, row: string | number | undefined): Model {
  return { ...model, images: model.images.filter(({ name }) => name !== row) };
}

function labelled(
  place: Place,
): Pick<Candidate, "label" | "insert"> & { readonly label: string; readonly insert: string } {
  const label = townOfRow(place);
  return { label, insert: quoted(label) };
}

/** Quotes a town that YAML would not read as a text otherwise. */
function quoted(town: string): string {
  return /^[\p{L}][\p{L}\d .'-]*$/u.test(town) ? town : JSON.stringify(town);
}
