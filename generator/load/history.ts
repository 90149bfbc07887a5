import type { History } from "../model/model.ts";
import type { YamlSource } from "./source.ts";

/** What history.schema.json lets through: a release's date, and what it added, took away and changed. */
interface RawRelease {
  readonly date: string;
  readonly added?: RawNames;
}

interface RawNames {
  readonly images?: readonly string[];
  readonly fields?: Readonly<Record<string, readonly string[]>>;
  readonly enum_values?: Readonly<Record<string, readonly string[]>>;
}

/** Reads the history out of a YAML file that has the right shape. */
export function readHistory(source: YamlSource): History {
  const raw = source.value as Readonly<Record<string, RawRelease>>;
  const images = new Map<string, string>();
  const fields = new Map<string, string>();
  const enumValues = new Map<string, string>();
  for (const [release, { added = {} }] of Object.entries(raw)) {
    for (const name of added.images ?? []) images.set(name, release);
    for (const path of paths(added.fields)) fields.set(path, release);
    for (const path of paths(added.enum_values)) enumValues.set(path, release);
  }
  const releases = Object.entries(raw).map(([name, { date }]) => ({ name, date }));
  return { releases, images, fields, enumValues };
}

function paths(owners: Readonly<Record<string, readonly string[]>> = {}): string[] {
  return Object.entries(owners).flatMap(([owner, names]) => names.map((name) => `${owner}.${name}`));
}
