import { parse } from "yaml";
import { ALL_IMAGES, valueNames } from "../../generator/model/places.ts";
import type { CriuTree } from "../criu/tree.ts";
import { printCell } from "./layout.ts";
import type { Own } from "./own.ts";
import { type Renames, renamedPath } from "./renames.ts";
import { contentOf, pairsAt, removeKeys, renameKeys, setKey } from "./yaml-map.ts";

export interface PlacesContext {
  readonly tree: CriuTree;
  readonly own: Pick<Own, "images" | "blocks">;
  /** The text of the built-in table. */
  readonly known: string;
  readonly renames: Renames;
}

/**
 * Updates `places` of a table to a source tree: renames fields, removes those that are gone, and adds those of the
 * built-in table that the tree has.
 */
export function mergePlaces(text: string, { tree, own, known, renames }: PlacesContext): string {
  const paths = new Set(pathsOf(tree));
  const isOwn = (path: string): boolean => own.blocks.has(path.split(".")[0] ?? "");
  const isImage = (name: string): boolean =>
    name === ALL_IMAGES || own.images.has(name) || tree.images.some((image) => image.name === name);
  const names = new Map<string, string>();
  const gone: string[] = [];
  let merged = text;
  for (const { key, cell } of cellsOf(text)) {
    const name = isOwn(key) ? key : renamedPath(key, renames);
    const images = [parse(cell) as string | readonly string[]].flat();
    const left = images.filter((image) => image === "none" || isImage(image));
    const stays = (paths.has(name) || isOwn(name)) && left.length > 0 && ![...names.values()].includes(name);
    if (stays) names.set(key, name);
    else gone.push(key);
    if (stays && left.length < images.length) merged = setKey(merged, ["places"], key, printCell(left));
  }
  merged = renameKeys(removeKeys(merged, ["places"], gone), ["places"], names);
  const lacking = cellsOf(known).filter(({ key, cell }) => paths.has(key) && [parse(cell)].flat().every(isImage));
  return lacking.reduce((all, { key, cell }) => (has(all, key) ? all : addPlace(all, key, cell)), merged);
}

function cellsOf(text: string): { readonly key: string; readonly cell: string }[] {
  return pairsAt(text, ["places"]).map(({ key, value, end }) => ({ key, cell: text.slice(value, end) }));
}

function has(text: string, path: string): boolean {
  return cellsOf(text).some(({ key }) => key === path);
}

function addPlace(text: string, path: string, cell: string): string {
  const table = contentOf(text) as { readonly places?: unknown; readonly reserved?: unknown };
  const after = table.reserved === undefined ? "versions" : "reserved";
  const ready = table.places === undefined ? setKey(text, [], "places", "{}", after) : text;
  return setKey(ready, ["places"], path, cell);
}

/** Lists `message.field` and `message.field.NAME` of a tree. */
function* pathsOf(tree: CriuTree): Generator<string> {
  for (const { name, fields } of tree.messages) {
    for (const field of fields) {
      const path = `${name}.${field.name}`;
      yield path;
      for (const value of valueNames(name, field, tree)) yield `${path}.${value}`;
    }
  }
}
