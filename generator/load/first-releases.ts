import { plainFile } from "../model/criu-names.ts";
import type { RawChange, RawNames, RawPath, RawRelease, RawRenamed } from "./raw-history.ts";

type Releases = Map<string, string>;

interface Known {
  readonly magics: Releases;
  readonly images: Releases;
  readonly fields: Releases;
  readonly enumValues: Releases;
  readonly names: Releases;
}

/** Returns the first release of each definition that the last release has, by its current name. */
export function firstReleases(releases: readonly (readonly [name: string, release: RawRelease])[]): Known {
  const known: Known = {
    magics: new Map(),
    images: new Map(),
    fields: new Map(),
    enumValues: new Map(),
    names: new Map(),
  };
  for (const [name, release] of releases) goOn(known, name, release);
  return known;
}

/** Applies the changes of a release to `known`. */
function goOn(known: Known, release: string, { added = {}, gone = {}, renamed = [], changed = [] }: RawRelease): void {
  const inherited = renamed.map((path) => ({ path, since: sinceOf(known, path) }));
  for (const [kind, names] of pathsOf(gone)) for (const name of names) known[kind].delete(bare(name));
  for (const [kind, names] of pathsOf(added)) for (const name of names) known[kind].set(name, release);
  for (const { path, since = release } of inherited) setSince(known, path, since);
  for (const change of changed) if (isAnother(change)) setSince(known, change, release);
}

function pathsOf({ magics = [], images = [], fields = {}, enum_values = {}, names = {} }: RawNames) {
  const paths = (owners: Readonly<Record<string, readonly string[]>>): string[] =>
    Object.entries(owners).flatMap(([owner, all]) => all.map((name) => `${owner}.${name}`));
  const members = { fields: paths(fields), enumValues: paths(enum_values), names: paths(names) };
  return Object.entries({ magics, images, ...members }) as [keyof Known, readonly string[]][];
}

/** Returns the first release of a renamed definition, which had it by its old name. */
function sinceOf(known: Known, { image, field, enum_value, from }: RawRenamed) {
  const sibling = (path: string): string => `${path.slice(0, path.lastIndexOf("."))}.${from}`;
  if (image !== undefined) return known.images.get(from);
  if (field !== undefined) return known.fields.get(sibling(field));
  return enum_value === undefined ? undefined : known.enumValues.get(sibling(enum_value));
}

function setSince(known: Known, { image, field, enum_value }: RawPath, release: string): void {
  if (image !== undefined) known.images.set(image, release);
  if (field !== undefined) known.fields.set(field, release);
  if (enum_value !== undefined) known.enumValues.set(enum_value, release);
}

/**
 * Returns whether older releases know no definition of this name and shape. The label of a field alone does not matter.
 */
function isAnother({ image, from, to }: RawChange): boolean {
  if (image !== undefined) return plainFile(from) !== plainFile(to);
  const withoutLabel = (shape: string): string => shape.replace(/^(?:required|optional|repeated) /, "");
  return withoutLabel(from) !== withoutLabel(to);
}

/** Returns a name without its former number: `useable` for `useable = 10`. */
function bare(name: string): string {
  return name.replace(/ = -?\d+$/, "");
}
