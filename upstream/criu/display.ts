import type { Display as Names } from "../../generator/model/model.ts";
import { TreeError, type TreeFile } from "../source/tree-file.ts";
import { isName, type Python, PythonFile } from "./python/python.ts";

/** The names of the Python tool. */
type Display = Pick<Names, "flags" | "dicts">;

/**
 * Reads the names of bits and codes of CRIU's Python tool (pb2dict.py): `flags_maps` has lists of names and bits,
 * `dict_maps` has pairs that begin with the dictionary. Early releases have one of them, or neither.
 */
export function readDisplay(file: TreeFile | undefined): Display {
  if (file === undefined) return { flags: new Map(), dicts: new Map() };
  const python = new PythonFile(file);
  const wrong = (what: string): never => {
    throw new TreeError(`${file.path}: the table of names \`${what}\` has an unknown form`);
  };
  const resolve = (value: Python | undefined): Python | undefined => {
    const found = python.resolve(value);
    return found === undefined && isName(value) ? wrong(value.name) : found;
  };
  const table = (name: string): [string, Python | undefined][] => {
    const value = python.resolve(python.valueOf(name)) ?? new Map();
    if (!isMap(value)) return wrong(name);
    return [...value].map(([key, entry]) => [String(key), resolve(entry)]);
  };
  return {
    flags: new Map(table("flags_maps").map(([name, bits]) => [name, toBits(bits) ?? wrong(name)])),
    dicts: new Map(
      table("dict_maps").map(([name, pair]) => [name, toDict(resolve(isList(pair) ? pair[0] : pair)) ?? wrong(name)]),
    ),
  };
}

function toBits(value: Python | undefined): { name: string; bit: number }[] | undefined {
  if (!isList(value)) return undefined;
  const bits = value.flatMap((pair) => {
    const [name, bit] = isList(pair) ? pair : [];
    return typeof name === "string" && isCode(bit) ? [{ name, bit: Number(bit) }] : [];
  });
  return bits.length === value.length ? bits : undefined;
}

/** Returns whether a value is a number from 0 to 2^53 - 1: JavaScript holds these exactly. */
function isCode(value: Python | undefined): value is bigint {
  return typeof value === "bigint" && value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER);
}

function toDict(value: Python | undefined): Map<string, ReadonlyMap<number, string>> | undefined {
  if (!isMap(value)) return undefined;
  const dict = new Map<string, ReadonlyMap<number, string>>();
  for (const [field, names] of value) {
    if (!isMap(names)) return undefined;
    const codes = [...names].flatMap(([code, name]): [number, string][] =>
      isCode(code) && typeof name === "string" ? [[Number(code), name]] : [],
    );
    if (codes.length !== names.size) return undefined;
    dict.set(String(field), new Map(codes));
  }
  return dict;
}

function isList(value: Python | undefined): value is readonly Python[] {
  return Array.isArray(value);
}

function isMap(value: Python | undefined): value is ReadonlyMap<string | bigint, Python> {
  return value instanceof Map;
}
