import { parse } from "yaml";
import type { CriuDisplay } from "../../generator/model/model.ts";
import type { Own } from "./own.ts";
import { isRecord, removeKeys, setKey, valueAt } from "./yaml-map.ts";

type Names = ReadonlyMap<string, string>;

/**
 * Updates the text of display.yaml to the names of bits and codes in a source tree.
 *
 * @param own maps that stay although the tree lacks them
 */
export function mergeDisplay(
  text: string,
  { flags, dicts, more }: CriuDisplay,
  own: Pick<Own, "flags" | "dicts">,
): string {
  const hex = (bit: number): string => `0x${bit.toString(16)}`;
  const numbers = (maps: CriuDisplay["flags"]) =>
    new Map([...maps].map(([map, names]) => [map, new Map(names.map((n) => [n.name, hex(n.bit)]))]));
  let merged = mergeMaps(text, ["flags"], numbers(flags), { width: 20, own: own.flags });
  const dictionaries = [...dicts.keys()];
  const gone = keysAt(merged, ["dicts"]).filter((name) => !dicts.has(name) && !own.dicts.has(name));
  merged = removeKeys(merged, ["dicts"], gone);
  for (const [index, name] of dictionaries.entries()) {
    if (!keysAt(merged, ["dicts"]).includes(name)) {
      merged = setKey(merged, ["dicts"], name, "{}", dictionaries[index - 1] ?? "");
    }
    const fields = new Map([...(dicts.get(name) ?? [])].map(([field, names]) => [field, codes(names)]));
    merged = mergeMaps(merged, ["dicts", name], fields, { width: 3 });
  }
  if (more.size === 0 && keysAt(merged, ["more"]).length === 0) return merged;
  if (!keysAt(merged, []).includes("more")) merged = setKey(merged, [], "more", "{}");
  return mergeMaps(merged, ["more"], numbers(more), { width: 20, own: own.flags });
}

function codes(names: ReadonlyMap<number, string>): Names {
  return new Map([...names].map(([code, name]) => [String(code), name]));
}

interface Maps {
  /** Least width of the keys in a new map. */
  readonly width: number;
  readonly own?: ReadonlySet<string>;
}

function mergeMaps(
  text: string,
  path: readonly string[],
  wanted: ReadonlyMap<string, Names>,
  { width, own }: Maps,
): string {
  const gone = keysAt(text, path).filter((key) => !wanted.has(key) && own?.has(key) !== true);
  let merged = removeKeys(text, path, gone);
  let after = "";
  for (const [key, names] of wanted) {
    if (!keysAt(merged, path).includes(key)) merged = setKey(merged, path, key, "{}", after);
    merged = mergeNames(merged, [...path, key], names, width);
    after = key;
  }
  return merged;
}

function mergeNames(text: string, path: readonly string[], wanted: Names, width: number): string {
  const own = objectAt(text, path);
  const gone = Object.keys(own).filter((key) => !wanted.has(key));
  let merged = removeKeys(text, path, gone);
  const column = Math.max(width, ...[...wanted.keys()].map((key) => key.length));
  let after = "";
  for (const [key, value] of wanted) {
    if (String(own[key]) !== String(parse(value))) {
      // The first pair sets the column of the values in a new map.
      const padding = Object.keys(own).length === 0 && after === "" ? " ".repeat(column - key.length) : "";
      merged = setKey(merged, path, key, `${padding}${value}`, after);
    }
    after = key;
  }
  return merged;
}

function keysAt(text: string, path: readonly string[]): string[] {
  return Object.keys(objectAt(text, path));
}

function objectAt(text: string, path: readonly string[]): Readonly<Record<string, unknown>> {
  const value = valueAt(text, path);
  return isRecord(value) ? value : {};
}
