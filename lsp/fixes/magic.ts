import { hex } from "../../generator/model/coordinates.ts";
import type { Model } from "../../generator/model/model.ts";
import { magicsOf } from "../../generator/model/registry.ts";
import { pointOf, townOf } from "../../registry/gazetteer/towns.ts";
import { townOfRow } from "../../registry/magic/place.ts";
import { freeTowns, suggestMagic } from "../../registry/magic/suggest.ts";
import { RULES } from "../../registry/rules/rules.ts";
import { setKey, valueAt } from "../../upstream/import/yaml-map.ts";
import { changeOf } from "../text/change.ts";
import type { Report } from "../workspace/report.ts";
import type { SchemaSource } from "../workspace/snapshot.ts";
import type { Fix } from "./fix.ts";

const ABOUT_MAGICS: ReadonlySet<string> = new Set(
  RULES.filter(({ category }) => category === "magics" || category === "towns").map(({ id }) => id),
);

/** Returns the row whose magic or town a report is about; undefined if another number does not help. */
export function rowOfMagic(model: Model, { code, at }: Report): string | undefined {
  if (!ABOUT_MAGICS.has(code)) return undefined;
  const row = model.images.find((one) => one.at.file === at.file && one.at.line === at.line);
  return row?.magic === undefined ? undefined : row.name;
}

/**
 * Returns the fixes that give a row another magic: the free one of its town, or another town without a magic nearby.
 * It takes long, because each number is checked by all rules.
 */
export function magicFixes(model: Model, row: string, source: SchemaSource): Fix[] {
  const own = magicsOf(model).find(({ name }) => name === row);
  const place = own && (townOf(own) ?? pointOf(own.value));
  if (own === undefined || place === undefined) return [];
  const others = { ...model, images: model.images.filter(({ name }) => name !== row) };
  const isShared = magicsOf(others).some(({ town }) => town !== undefined && town === own.town);
  const suggestion = isShared ? undefined : suggestMagic(others, place);
  const near = freeTowns(others, place)
    .slice(0, 3)
    .map((town) => ({ value: town.value, town: townOfRow(town) }));
  const all = suggestion === undefined ? near : [{ value: suggestion.value, town: own.town ?? "" }, ...near];
  return all.filter(({ value }) => value !== own.value).flatMap((one) => fixOf(row, one, source) ?? []);
}

interface Free {
  readonly value: number;
  readonly town: string;
}

function fixOf(row: string, { value, town }: Free, source: SchemaSource): Fix | undefined {
  const numbered = setKey(source.text, ["images", row], "magic", hex(value));
  const isSame = valueAt(source.text, ["images", row, "town"]) === town || town === "";
  const text = isSame ? numbered : setKey(numbered, ["images", row], "town", town, "magic");
  const change = changeOf(source.text, text);
  const title = `Take the free magic ${hex(value)}${town === "" ? "" : ` of ${town}`}`;
  return change && { title, source, change, isPreferred: false };
}
