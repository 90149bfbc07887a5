import type { CriuDisplay } from "../../generator/model/model.ts";
import type { Place, TreeFile } from "../source/tree-file.ts";
import { filesOfFamilies } from "./families.ts";

/**
 * Finds the places of the names of bits and codes, by group and name: the first line with the word, in the file that the
 * name was read from.
 */
export function displayPlaces(
  { flags, dicts, more }: CriuDisplay,
  python: TreeFile | undefined,
  files: readonly TreeFile[],
): Map<string, Place> {
  const places = new Map<string, Place>();
  const ofPython = python === undefined ? [] : [python].map(firstLines);
  const add = (group: string, names: Iterable<string>, lines = ofPython): void => {
    for (const name of names) {
      const place = lines.flatMap((of) => of.get(name) ?? of.get(`COMPEL_${name}`) ?? [])[0];
      if (place !== undefined) places.set(`${group} ${name}`, place);
    }
  };
  const named = (bits: readonly { readonly name: string }[]) => bits.map(({ name }) => name);
  for (const [map, bits] of flags) add(`flags ${map}`, named(bits));
  for (const [dict, fields] of dicts)
    for (const [field, codes] of fields) add(`codes ${dict}.${field}`, codes.values());
  const families = filesOfFamilies(files);
  for (const [key, numbers] of more) add(`more ${key}`, named(numbers), (families.get(key) ?? []).map(firstLines));
  return places;
}

/** Returns the place of the first occurrence of each word. */
function firstLines({ path, text }: TreeFile): Map<string, Place> {
  const places = new Map<string, Place>();
  for (const [index, line] of text.split("\n").entries()) {
    for (const [word] of line.matchAll(/\w+/g)) {
      if (!places.has(word)) places.set(word, { file: path, line: index + 1 });
    }
  }
  return places;
}
