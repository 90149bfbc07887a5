import type { Location, Problem } from "../model/problem.ts";
import {
  BLOCK_ROLES,
  type BlockField,
  type BlockForm,
  type Extents,
  type FieldPath,
  type PrivacyClass,
  type Relations,
  type Space,
  type Topic,
  type Unit,
} from "../model/relations.ts";
import type { RawBlocks, RawExtents, RawPrivacy, RawRelations, RawSpace, RawUnit } from "./raw-relations.ts";
import { ALIGNED, BLOCK_FIELD, COUNT, integer, RANGE, readCell, SAME, WHERE } from "./relation-cells.ts";
import { Cells } from "./relation-values.ts";
import { checkShape } from "./shape.ts";
import { LOST, parseYaml, type YamlPath, type YamlSource } from "./source.ts";

type Raw = Partial<RawRelations>;

/** Reads the meaning of fields across images from a YAML file of the right shape. */
export function readRelations(source: YamlSource): Relations {
  const raw = source.value as Raw;
  const cells = new Cells(source);
  return { ...readPlaces(cells, raw), ...readAgreements(cells, raw), ...readContent(cells, raw) };
}

/** Reads files, ids, and the places of bytes. */
function readPlaces(
  cells: Cells,
  raw: Raw,
): Pick<Relations, "files" | "alone" | "spaces" | "references" | "units" | "extents"> {
  return {
    files: cells.files(raw.files, ["files"]),
    alone: cells.paths(raw.alone, ["alone"]),
    spaces: cells.each("ids", raw.ids, (space, place, name) => readSpace(cells, name, space, place)),
    references: cells.each("references", raw.references, (all, place, path) => ({
      path,
      cases: cells.cases(all, place),
      at: cells.keyAt(place),
    })),
    units: cells.each("units", raw.units, (unit, place, name) => readUnit(cells, name, unit, place)),
    extents: cells.each("extents", raw.extents, (one, place, image) => readExtents(cells, image, one, place)),
  };
}

/** Reads fields that agree, and their limits. */
function readAgreements(
  cells: Cells,
  raw: Raw,
): Pick<Relations, "equalities" | "same" | "choices" | "unique" | "ranges" | "limits" | "counts"> {
  return {
    equalities: cells.each("equal", raw.equal, (others, place, path) => ({
      path,
      others: cells.paths(others, place),
      at: cells.keyAt(place),
    })),
    same: cells.each("same", raw.same, (cell, place, path) => {
      const { path: other = "", of = "" } = readCell(SAME, cell).parts;
      return { path, other: cells.path(other, place), of, at: cells.keyAt(place) };
    }),
    choices: cells.each("chosen", raw.chosen, (fields, place, path) => ({
      path,
      fields: new Map(Object.entries(fields).map(([value, field]) => [value, cells.chosen(field, [...place, value])])),
      at: cells.keyAt(place),
    })),
    unique: cells.paths(raw.unique, ["unique"]),
    ...readBounds(cells, raw),
  };
}

/** Reads limits of values and of lists. */
function readBounds(cells: Cells, raw: Raw): Pick<Relations, "ranges" | "limits" | "counts"> {
  return {
    ranges: cells.each("ranges", raw.ranges, (cell, place, path) => {
      const { parts, when } = readCell(RANGE, cell);
      return { path, from: parts["from"] ?? "", to: parts["to"] ?? "", ...when, at: cells.keyAt(place) };
    }),
    limits: cells.each("limits", raw.limits, (max, place, path) => ({
      path,
      max: typeof max === "number" ? BigInt(max) : max,
      at: cells.keyAt(place),
    })),
    counts: cells.each("counts", raw.counts, (all, place, path) => ({
      path,
      cases: cells.cases(all, place, COUNT),
      at: cells.keyAt(place),
    })),
  };
}

/** Reads the kinds of content. */
function readContent(cells: Cells, raw: Raw): Pick<Relations, "identities" | "noise" | "topics" | "privacy"> {
  return {
    identities: cells.each("identity", raw.identity, (fields, place, path) => ({
      path,
      fields: cells.paths(fields, place),
      at: cells.keyAt(place),
    })),
    noise: cells.paths(raw.noise, ["noise"]),
    topics: cells.classes("topics", raw.topics),
    privacy: cells.classes("privacy", raw.privacy).map((one) => ({ ...one, ...formOf(raw.privacy?.[one.name]) })),
  };
}

function readUnit(cells: Cells, name: string, { about, pairs, key, sizes }: RawUnit, place: YamlPath): Unit {
  return {
    name,
    about,
    pairs: cells.path(pairs, [...place, "pairs"]),
    key: BigInt(key),
    sizes: sizes.map(BigInt),
    at: cells.keyAt(place),
  };
}

function readExtents(cells: Cells, image: string, raw: RawExtents, place: YamlPath): Extents {
  const { count, where, aligned, blocks, within, size, ...rest } = raw;
  return {
    image,
    ...rest,
    count: cells.paths(count, [...place, "count"]),
    where: cells.cases(where, [...place, "where"], WHERE),
    aligned: aligned === undefined ? undefined : cells.cases(aligned, [...place, "aligned"], ALIGNED)[0],
    blocks: cells.list(blocks, [...place, "blocks"], (form, at) => readBlocks(form, at)),
    within: cells.keys(within, [...place, "within"])[0],
    sizes: cells.sizes(size, [...place, "size"]),
    at: cells.keyAt(place),
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
    at: cells.keyAt(place),
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
