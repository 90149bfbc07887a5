import type { Format, FormatImage, FormatMagic } from "../../generator/model/format/format.ts";
import { versionsBeside } from "../diff/versions.ts";

/** The added, changed and removed definitions of a kind. */
export interface Count {
  readonly what: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Counts the changes of an import, by kind. */
export function summarize(before: Format | undefined, after: Format): Count[] {
  const was = before === undefined ? new Map<string, Definitions>() : definitionsOf(before);
  return [...definitionsOf(after)].map(([what, definitions]) => count(what, was.get(what) ?? new Map(), definitions));
}

/** Describes the first difference of two formats; returns undefined if they are the same. */
export function firstDifference(is: Format, wanted: Format): string | undefined {
  const [old, now] = [withVersions(is, wanted), withVersions(wanted, is)];
  for (const { what, added, changed, removed } of summarize(old, now)) {
    // A table has no place for some magics: those of no image, and aliases.
    const names = what === "magics" ? changed : [...added, ...changed, ...removed];
    if (names[0] !== undefined) return `${what}: ${names[0]}`;
  }
  return undefined;
}

/** Returns the format with versions that compare with those of the other one. */
function withVersions(format: Format, other: Format): Format {
  const tell = format.versions !== undefined && other.versions !== undefined;
  return { ...format, versions: tell ? [...versionsBeside(format, other).values()] : [] };
}

type Definitions = ReadonlyMap<string, string>;

function definitionsOf({ versions = [], images, magics, messages, enums, display }: Format): Map<string, Definitions> {
  const fields = messages.flatMap((message) =>
    message.fields.map(({ comment: _, at: __, ...field }) => [`${message.name}.${field.name}`, field] as const),
  );
  const values = enums.flatMap((all) => all.values.map(({ name, number }) => [`${all.name}.${name}`, number] as const));
  return new Map([
    ["images", definitions([...images].map(([name, image]) => [name, shapeOf(image)]))],
    ["magics", definitions([...magics].filter(isNumber).map(([name, { value }]) => [name, value]))],
    ["versions", definitions(versions.map(({ name, value }) => [name, value]))],
    ["messages", definitions(messages.map(({ name }) => [name, ""]))],
    ["fields", definitions(fields)],
    ["enum values", definitions(values)],
    ["names of bits", definitions([...display.flags])],
    ["names in C alone", definitions([...display.more])],
    ["names of codes", definitions([...display.dicts].flatMap(codesOf))],
  ]);
}

/** Returns the properties of an image that a source tree has: all but the layout. */
function shapeOf({ file, magic, flags }: FormatImage): unknown {
  return [file, magic, flags.toSorted()];
}

/** Returns whether a magic is a number: the 0 of raw images is not. */
function isNumber([, { value }]: readonly [string, FormatMagic]): boolean {
  return value !== 0;
}

/** Splits a dictionary into its fields, with sorted codes: their order has no meaning. */
function codesOf([dict, fields]: readonly [string, ReadonlyMap<string, ReadonlyMap<number, string>>]) {
  return [...fields].map(([field, names]) => [`${dict}.${field}`, [...names].sort(([a], [b]) => a - b)] as const);
}

/** Returns definitions by name as texts that are equal if the definitions are. */
function definitions(all: readonly (readonly [string, unknown])[]): Definitions {
  return new Map(all.map(([name, value]) => [name, text(value)]));
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
}

function count(what: string, was: Definitions, is: Definitions): Count {
  return {
    what,
    added: [...is.keys()].filter((name) => !was.has(name)),
    changed: [...is].filter(([name, shape]) => was.has(name) && was.get(name) !== shape).map(([name]) => name),
    removed: [...was.keys()].filter((name) => !is.has(name)),
  };
}
