import { plainFile } from "../model/criu-names.ts";
import type { History } from "../model/model.ts";
import type { YamlSource } from "./source.ts";

/** What history.schema.json lets through: a release's date, and what it added, took away, renamed and changed. */
interface RawRelease {
  readonly date: string;
  readonly added?: RawNames;
  readonly gone?: RawNames;
  readonly renamed?: readonly (RawPath & { readonly from: string })[];
  readonly changed?: readonly (RawPath & { readonly from: string; readonly to: string; readonly note?: string })[];
}

interface RawNames {
  readonly magics?: readonly string[];
  readonly images?: readonly string[];
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  readonly enum_values?: Readonly<Record<string, readonly string[]>>;
}

/** What a release renamed or changed: one of these. */
interface RawPath {
  readonly image?: string;
  readonly field?: string;
  readonly enum_value?: string;
}

type Releases = Map<string, string>;

interface Known {
  readonly magics: Releases;
  readonly images: Releases;
  readonly fields: Releases;
  readonly enumValues: Releases;
}

/** Reads the history out of a YAML file that has the right shape. */
export function readHistory(source: YamlSource): History {
  const raw = source.value as Readonly<Record<string, RawRelease>>;
  const known: Known = { magics: new Map(), images: new Map(), fields: new Map(), enumValues: new Map() };
  const notes = new Map<string, string>();
  for (const [name, release] of Object.entries(raw)) {
    goOn(known, name, release);
    for (const { field, note } of release.changed ?? []) {
      if (field !== undefined && note !== undefined) notes.set(field, note);
    }
  }
  const releases = Object.entries(raw).map(([name, { date }]) => ({ name, date }));
  return { releases, ...known, notes };
}

/** Brings what is known to a release. */
function goOn(known: Known, release: string, { added = {}, gone = {}, renamed = [], changed = [] }: RawRelease): void {
  const inherited = renamed.map((path) => ({ path, since: sinceOf(known, path) }));
  for (const [kind, names] of pathsOf(gone)) for (const name of names) known[kind].delete(name);
  for (const [kind, names] of pathsOf(added)) for (const name of names) known[kind].set(name, release);
  for (const { path, since = release } of inherited) setSince(known, path, since);
  for (const change of changed) if (isAnother(change)) setSince(known, change, release);
}

function pathsOf({ magics = [], images = [], fields = {}, enum_values = {} }: RawNames) {
  const paths = (owners: Readonly<Record<string, readonly string[]>>): string[] =>
    Object.entries(owners).flatMap(([owner, names]) => names.map((name) => `${owner}.${name}`));
  return Object.entries({ magics, images, fields: paths(fields), enumValues: paths(enum_values) }) as [
    keyof Known,
    readonly string[],
  ][];
}

/** Since when there is what was renamed: it has been there under its old name. */
function sinceOf(known: Known, { image, field, enum_value, from }: RawPath & { readonly from: string }) {
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

/** Whether older releases do not know what has this name now. Of a field, the label alone does not matter. */
function isAnother({ image, from, to }: RawPath & { readonly from: string; readonly to: string }): boolean {
  if (image !== undefined) return plainFile(from) !== plainFile(to);
  const withoutLabel = (shape: string): string => shape.replace(/^(?:required|optional|repeated) /, "");
  return withoutLabel(from) !== withoutLabel(to);
}
