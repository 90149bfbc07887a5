import type { Location, Problem } from "../model/problem.ts";
import {
  BLOCK_ROLES,
  type BlockField,
  type BlockForm,
  type BlockRole,
  type Case,
  type ChosenField,
  type ExpectedFile,
  type FieldPath,
  type Key,
  type Navigation,
  type PrivacyClass,
  type PrivacyForm,
  type Relations,
  type Size,
  type Space,
  type Topic,
} from "../model/relations.ts";
import {
  ALIGNED,
  BLOCK_FIELD,
  CASE,
  CHOSEN,
  COUNT,
  integer,
  KEY,
  PRESENCE,
  RANGE,
  readCell,
  SAME,
  SIZE,
  WHERE,
} from "./relation-cells.ts";
import { checkShape } from "./shape.ts";
import { LOST, parseYaml, type YamlPath, type YamlSource } from "./source.ts";

type OneOrMore<T = string> = T | readonly T[];

type Named<T> = Readonly<Record<string, T>>;

/** Content of relations.yaml, as relations.schema.json admits it. */
interface RawRelations {
  readonly files: Named<string>;
  readonly alone: OneOrMore;
  readonly ids: Named<RawSpace>;
  readonly references: Named<OneOrMore>;
  readonly equal: Named<OneOrMore>;
  readonly same: Named<string>;
  readonly chosen: Named<Named<string>>;
  readonly unique: readonly string[];
  readonly ranges: Named<string>;
  readonly limits: Named<number | string>;
  readonly counts: Named<OneOrMore<string | number>>;
  readonly units: Named<RawUnit>;
  readonly extents: Named<RawExtents>;
  readonly identity: Named<readonly string[]>;
  readonly noise: readonly string[];
  readonly topics: Named<RawClass>;
  readonly privacy: Named<RawPrivacy>;
}

interface RawPrivacy extends RawClass {
  readonly form?: PrivacyForm;
  readonly known?: readonly string[];
  readonly pairs?: readonly number[];
}

interface RawClass {
  readonly about: string;
  readonly content: readonly string[];
}

interface RawSpace {
  readonly about: string;
  readonly scope?: "file";
  readonly keys?: OneOrMore;
  readonly named?: OneOrMore;
  readonly files?: Named<string>;
  readonly except?: OneOrMore<string | number>;
  readonly optional?: boolean;
  readonly arbitrary?: boolean;
  readonly navigation?: Named<OneOrMore>;
}

interface RawUnit {
  readonly about: string;
  readonly pairs: string;
  readonly key: number;
  readonly sizes: readonly number[];
}

interface RawExtents {
  readonly file: string;
  readonly of: string;
  readonly address: string;
  readonly count: OneOrMore;
  readonly unit: string;
  readonly where: OneOrMore;
  readonly aligned?: string;
  readonly blocks?: OneOrMore<RawBlocks>;
  readonly within?: string;
  readonly size?: OneOrMore;
}

type RawBlocks = { readonly codec: string } & Readonly<Partial<Record<BlockRole, string>>>;

/** Reads the meaning of fields across images from a YAML file of the right shape. */
export function readRelations(source: YamlSource): Relations {
  const raw = source.value as Partial<RawRelations>;
  const cells = new Cells(source);
  return {
    files: cells.files(raw.files, ["files"]),
    alone: cells.paths(raw.alone, ["alone"]),
    spaces: cells.each("ids", raw.ids, (space, place, name) => readSpace(cells, name, space, place)),
    references: cells.each("references", raw.references, (all, place, path) => ({
      path,
      cases: cells.cases(all, place),
      at: source.at(place, "key"),
    })),
    equalities: cells.each("equal", raw.equal, (others, place, path) => ({
      path,
      others: cells.paths(others, place),
      at: source.at(place, "key"),
    })),
    same: cells.each("same", raw.same, (cell, place, path) => {
      const { path: other = "", of = "" } = readCell(SAME, cell).parts;
      return { path, other: cells.path(other, place), of, at: source.at(place, "key") };
    }),
    choices: cells.each("chosen", raw.chosen, (fields, place, path) => ({
      path,
      fields: new Map(Object.entries(fields).map(([value, field]) => [value, cells.chosen(field, [...place, value])])),
      at: source.at(place, "key"),
    })),
    unique: cells.paths(raw.unique, ["unique"]),
    ranges: cells.each("ranges", raw.ranges, (cell, place, path) => {
      const { parts, when } = readCell(RANGE, cell);
      return { path, from: parts["from"] ?? "", to: parts["to"] ?? "", ...when, at: source.at(place, "key") };
    }),
    limits: cells.each("limits", raw.limits, (max, place, path) => ({
      path,
      max: typeof max === "number" ? BigInt(max) : max,
      at: source.at(place, "key"),
    })),
    counts: cells.each("counts", raw.counts, (all, place, path) => ({
      path,
      cases: cells.cases(all, place, COUNT),
      at: source.at(place, "key"),
    })),
    units: cells.each("units", raw.units, ({ about, pairs, key, sizes }, place, name) => ({
      name,
      about,
      pairs: cells.path(pairs, [...place, "pairs"]),
      key: BigInt(key),
      sizes: sizes.map(BigInt),
      at: source.at(place, "key"),
    })),
    extents: cells.each(
      "extents",
      raw.extents,
      ({ count, where, aligned, blocks, within, size, ...rest }, place, image) => ({
        image,
        ...rest,
        count: cells.paths(count, [...place, "count"]),
        where: cells.cases(where, [...place, "where"], WHERE),
        aligned: aligned === undefined ? undefined : cells.cases(aligned, [...place, "aligned"], ALIGNED)[0],
        blocks: cells.list(blocks, [...place, "blocks"], (form, at) => readBlocks(form, at)),
        within: cells.keys(within, [...place, "within"])[0],
        sizes: cells.sizes(size, [...place, "size"]),
        at: source.at(place, "key"),
      }),
    ),
    identities: cells.each("identity", raw.identity, (fields, place, path) => ({
      path,
      fields: cells.paths(fields, place),
      at: source.at(place, "key"),
    })),
    noise: cells.paths(raw.noise, ["noise"]),
    topics: cells.classes("topics", raw.topics),
    privacy: cells.classes("privacy", raw.privacy).map((one) => ({ ...one, ...formOf(raw.privacy?.[one.name]) })),
  };
}

/** Reads the text of a relations.yaml. Parts of the wrong shape are problems, and left out. */
export function relationsOfText(file: string, text: string, problems: Problem[]): Relations {
  const source = parseYaml(file, text, problems);
  return readRelations((source && checkShape(source, "relations", problems)) ?? LOST);
}

/** Returns the form of a class; one that says nothing about it is opaque. */
function formOf(raw: RawPrivacy | undefined): Pick<PrivacyClass, "form" | "known" | "pairs"> {
  return { form: raw?.form ?? "opaque", known: raw?.known ?? [], pairs: raw?.pairs ?? [] };
}

function readSpace(cells: Cells, name: string, raw: RawSpace, place: YamlPath): Space {
  return {
    name,
    about: raw.about,
    scope: raw.scope ?? "checkpoint",
    keys: cells.keys(raw.keys, [...place, "keys"]),
    named: cells.keys(raw.named, [...place, "named"]),
    files: cells.files(raw.files, [...place, "files"]),
    except: cells.list(raw.except, [...place, "except"], (id, at) => exception(String(id), at)),
    optional: raw.optional === true,
    arbitrary: raw.arbitrary === true,
    navigation: cells.navigation(raw.navigation, [...place, "navigation"]),
    at: cells.source.at(place, "key"),
  };
}

function readBlocks({ codec, ...fields }: RawBlocks, at: Location): BlockForm {
  const read = (cell: string): BlockField => {
    const { path = "", optional, numbers } = readCell(BLOCK_FIELD, cell).parts;
    return { path, numbers: numbers?.split(".").map(Number) ?? [], optional: optional !== undefined, at };
  };
  const present = BLOCK_ROLES.flatMap((name) => (fields[name] === undefined ? [] : [[name, read(fields[name])]]));
  return { codec, sizes: read(""), ...Object.fromEntries(present), at };
}

function exception(id: string, at: Location): FieldPath | bigint {
  return /^[-\d]/.test(id) ? integer(id) : { path: id, at };
}

/** Reads values and lists of values with their places. */
class Cells {
  readonly source: YamlSource;

  constructor(source: YamlSource) {
    this.source = source;
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
    return listOf(raw).map((value, i) => read(value, this.source.at(isList ? [...place, i] : place)));
  }

  path(path: string, place: YamlPath): FieldPath {
    return { path, at: this.source.at(place) };
  }

  paths(raw: OneOrMore | undefined, place: YamlPath): FieldPath[] {
    return this.list(raw, place, (path, at) => ({ path, at }));
  }

  classes(section: string, raw: Named<RawClass> | undefined): Topic[] {
    return this.each(section, raw, ({ about, content }, place, name) => ({
      name,
      about,
      content: this.paths(content, [...place, "content"]),
      at: this.source.at(place, "key"),
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
      return { name, steps: this.paths(steps, at), at: this.source.at(at, "key") };
    });
  }

  chosen(cell: string, place: YamlPath): ChosenField {
    const { path = "", optional } = readCell(CHOSEN, cell).parts;
    return { path, optional: optional !== undefined, at: this.source.at(place) };
  }

  cases(raw: OneOrMore<string | number>, place: YamlPath, pattern = CASE): Case[] {
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
      const always = parts["to"] === "always" ? { ...when, at: this.source.at(at) } : undefined;
      return { image, always, at: this.source.at(at, "key") };
    });
  }
}

function listOf<T extends string | number | object>(raw: OneOrMore<T> | undefined): readonly T[] {
  return raw === undefined ? [] : Array.isArray(raw) ? raw : [raw as T];
}

/** Joins topics or classes by their names: an extension adds content, and the known words of a class. */
function joinClasses<T extends Topic & Partial<PrivacyClass>>(all: readonly T[]): T[] {
  const classes = new Map<string, T>();
  for (const one of all) {
    const { content, known } = classes.get(one.name) ?? { content: [] };
    classes.set(one.name, {
      ...(classes.get(one.name) ?? one),
      content: [...content, ...one.content],
      ...(one.known !== undefined && { known: [...(known ?? []), ...one.known] }),
    });
  }
  return [...classes.values()];
}

/** Joins the relations of a schema and its extensions. An extension can add content to a topic or a class of privacy. */
export function joinRelations(all: readonly Relations[]): Relations {
  return {
    files: all.flatMap(({ files }) => files),
    alone: all.flatMap(({ alone }) => alone),
    spaces: all.flatMap(({ spaces }) => spaces),
    references: all.flatMap(({ references }) => references),
    equalities: all.flatMap(({ equalities }) => equalities),
    same: all.flatMap(({ same }) => same),
    choices: all.flatMap(({ choices }) => choices),
    unique: all.flatMap(({ unique }) => unique),
    ranges: all.flatMap(({ ranges }) => ranges),
    limits: all.flatMap(({ limits }) => limits),
    counts: all.flatMap(({ counts }) => counts),
    units: all.flatMap(({ units }) => units),
    extents: all.flatMap(({ extents }) => extents),
    identities: all.flatMap(({ identities }) => identities),
    noise: all.flatMap(({ noise }) => noise),
    topics: joinClasses(all.flatMap(({ topics }) => topics)),
    privacy: joinClasses(all.flatMap(({ privacy }) => privacy)),
  };
}
