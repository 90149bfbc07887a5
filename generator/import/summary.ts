import type { Format, FormatImage, FormatMagic } from "../diff/format.ts";
import { versionsBeside } from "../diff/versions.ts";

/** How many things of a kind came in, became other ones, or are gone. */
export interface Count {
  readonly what: string;
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Counts what an import does, by kinds. */
export function summarize(before: Format | undefined, after: Format): Count[] {
  const was = before === undefined ? new Map<string, Things>() : thingsOf(before);
  return [...thingsOf(after)].map(([what, things]) => count(what, was.get(what) ?? new Map(), things));
}

/** The first format that is not what the second is, in words; none where they describe the same. */
export function firstDifference(is: Format, wanted: Format): string | undefined {
  const [old, now] = [withVersions(is, wanted), withVersions(wanted, is)];
  for (const { what, added, changed, removed } of summarize(old, now)) {
    // Numbers that are no image's, or the same as another's, have no place of their own in a table.
    const names = what === "magics" ? changed : [...added, ...changed, ...removed];
    if (names[0] !== undefined) return `${what}: ${names[0]}`;
  }
  return undefined;
}

/** The format with the versions by which it compares with another. */
function withVersions(format: Format, other: Format): Format {
  const tell = format.versions !== undefined && other.versions !== undefined;
  return { ...format, versions: tell ? [...versionsBeside(format, other).values()] : [] };
}

type Things = ReadonlyMap<string, string>;

function thingsOf({ versions = [], images, magics, messages, enums, display }: Format): Map<string, Things> {
  const fields = messages.flatMap((message) =>
    message.fields.map(({ comment: _, at: __, ...field }) => [`${message.name}.${field.name}`, field] as const),
  );
  const values = enums.flatMap((all) => all.values.map(({ name, number }) => [`${all.name}.${name}`, number] as const));
  return new Map([
    ["images", things([...images].map(([name, image]) => [name, shapeOf(image)]))],
    ["magics", things([...magics].filter(isNumber).map(([name, { value }]) => [name, value]))],
    ["versions", things(versions.map(({ name, value }) => [name, value]))],
    ["messages", things(messages.map(({ name }) => [name, ""]))],
    ["fields", things(fields)],
    ["enum values", things(values)],
    ["names of bits", things([...display.flags])],
    ["names in C alone", things([...display.more])],
    ["names of codes", things([...display.dicts].flatMap(codesOf))],
  ]);
}

/** Without the layout, of which a source tree knows nothing. */
function shapeOf({ file, magic, flags }: FormatImage): unknown {
  return [file, magic, flags.toSorted()];
}

/** Not the nothing that raw images begin with. */
function isNumber([, { value }]: readonly [string, FormatMagic]): boolean {
  return value !== 0;
}

/** A dictionary by its fields; the order of codes says nothing. */
function codesOf([dict, fields]: readonly [string, ReadonlyMap<string, ReadonlyMap<number, string>>]) {
  return [...fields].map(([field, names]) => [`${dict}.${field}`, [...names].sort(([a], [b]) => a - b)] as const);
}

/** Things by their names, in a form in which those that are the same are equal. */
function things(all: readonly (readonly [string, unknown])[]): Things {
  return new Map(all.map(([name, value]) => [name, text(value)]));
}

function text(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? `${part}n` : part));
}

function count(what: string, was: Things, is: Things): Count {
  return {
    what,
    added: [...is.keys()].filter((name) => !was.has(name)),
    changed: [...is].filter(([name, shape]) => was.has(name) && was.get(name) !== shape).map(([name]) => name),
    removed: [...was.keys()].filter((name) => !is.has(name)),
  };
}
