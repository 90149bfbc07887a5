import type { Location } from "../model/problem.ts";
import type { Case, ChosenField, ExpectedFile, FieldPath, Key, Navigation, Size, Topic } from "../model/relations.ts";
import type { Named, OneOrMore, RawClass } from "./raw-relations.ts";
import { CASE, CHOSEN, integer, KEY, PRESENCE, readCell, SIZE } from "./relation-cells.ts";
import type { YamlPath, YamlSource } from "./source.ts";

/** Reads values and lists of values with their places. */
export class Cells {
  readonly #source: YamlSource;

  constructor(source: YamlSource) {
    this.#source = source;
  }

  /** Returns the place of a key. */
  keyAt(place: YamlPath): Location {
    return this.#source.at(place, "key");
  }

  each<T, R>(section: string, raw: Named<T> | undefined, read: (value: T, place: YamlPath, name: string) => R): R[] {
    return Object.entries(raw ?? {}).map(([name, value]) => read(value, [section, name], name));
  }

  list<T extends string | number | object, R>(
    raw: OneOrMore<T> | undefined,
    place: YamlPath,
    read: (value: T, at: Location) => R,
  ): R[] {
    const isList = Array.isArray(raw);
    return listOf(raw).map((value, i) => read(value, this.#source.at(isList ? [...place, i] : place)));
  }

  path(path: string, place: YamlPath): FieldPath {
    return { path, at: this.#source.at(place) };
  }

  paths(raw: OneOrMore | undefined, place: YamlPath): FieldPath[] {
    return this.list(raw, place, (path, at) => ({ path, at }));
  }

  classes(section: string, raw: Named<RawClass> | undefined): Topic[] {
    return this.each(section, raw, ({ about, content }, place, name) => ({
      name,
      about,
      content: this.paths(content, [...place, "content"]),
      at: this.keyAt(place),
    }));
  }

  keys(raw: OneOrMore | undefined, place: YamlPath): Key[] {
    return this.list(raw, place, (cell, at) => {
      const { parts, when } = readCell(KEY, cell);
      return { path: parts["path"] ?? "", ...when, at };
    });
  }

  sizes(raw: OneOrMore | undefined, place: YamlPath): Size[] {
    return this.list(raw, place, (cell, at) => {
      const { parts, when } = readCell(SIZE, cell);
      const { path = "", sum = "", of = "" } = parts;
      const terms = [...sum.matchAll(/([+-]) (\w+)/g)];
      return {
        path,
        sum: terms.map(([, sign, field = ""]) => ({ field, isSubtracted: sign === "-" })),
        of,
        ...when,
        at,
      };
    });
  }

  navigation(raw: Named<OneOrMore> | undefined, place: YamlPath): Navigation[] {
    return Object.entries(raw ?? {}).map(([name, steps]) => {
      const at = [...place, name];
      return { name, steps: this.paths(steps, at), at: this.keyAt(at) };
    });
  }

  chosen(cell: string, place: YamlPath): ChosenField {
    const { path = "", optional } = readCell(CHOSEN, cell).parts;
    return { path, optional: optional !== undefined, at: this.#source.at(place) };
  }

  cases(raw: OneOrMore<string | number>, place: YamlPath, pattern: typeof CASE = CASE): Case[] {
    return this.list(raw, place, (cell, at) => {
      const { parts, when } = readCell(pattern, String(cell));
      const { to = "", weak, of, without } = parts;
      const bits = without === undefined ? {} : { without: integer(without) };
      return { to, weak: weak !== undefined, ...(of !== undefined && { of }), ...bits, ...when, at };
    });
  }

  /** Reads images with `always`, `optional`, or `always if …`. */
  files(raw: Named<string> | undefined, place: YamlPath): ExpectedFile[] {
    return Object.entries(raw ?? {}).map(([image, cell]) => {
      const at = [...place, image];
      const { parts, when } = readCell(PRESENCE, cell);
      const always = parts["to"] === "always" ? { ...when, at: this.#source.at(at) } : undefined;
      return { image, always, at: this.keyAt(at) };
    });
  }
}

function listOf<T extends string | number | object>(raw: OneOrMore<T> | undefined): readonly T[] {
  return raw === undefined ? [] : Array.isArray(raw) ? raw : [raw as T];
}
