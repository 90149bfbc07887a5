import type { Changed, Gone, History } from "../model/model.ts";
import type { YamlPath, YamlSource } from "./source.ts";

/** What history.schema.json lets through: a release's date, and what it added, took away and changed. */
interface RawRelease {
  readonly date: string;
  readonly added?: RawNames;
  readonly gone?: RawNames;
  readonly changed?: readonly RawChange[];
}

interface RawNames {
  readonly images?: readonly string[];
  readonly fields?: RawLists;
  readonly enum_values?: RawLists;
}

type RawLists = Readonly<Record<string, readonly string[]>>;

interface RawChange {
  readonly image?: string;
  readonly field?: string;
  readonly from: string;
  readonly to: string;
}

/** Reads the history out of a YAML file that has the right shape. */
export function readHistory(source: YamlSource): History {
  const raw = Object.entries(source.value as Readonly<Record<string, RawRelease>>);
  const images = new Map<string, string>();
  const fields = new Map<string, string>();
  const enumValues = new Map<string, string>();
  for (const [release, { added = {} }] of raw) {
    for (const name of added.images ?? []) images.set(name, release);
    for (const path of paths(added.fields)) fields.set(path, release);
    for (const path of paths(added.enum_values)) enumValues.set(path, release);
  }
  return {
    releases: raw.map(([name, { date }]) => ({ name, date })),
    images,
    fields,
    enumValues,
    gone: raw.flatMap(([release, { gone = {} }]) => [
      ...readGone("field", gone.fields, release, [release, "gone", "fields"], source),
      ...readGone("value", gone.enum_values, release, [release, "gone", "enum_values"], source),
    ]),
    changed: raw.flatMap(([release, { changed = [] }]) =>
      changed.map((change, i) => readChange(change, release, source.at([release, "changed", i]))),
    ),
  };
}

function paths(owners: RawLists = {}): string[] {
  return Object.entries(owners).flatMap(([owner, names]) => names.map((name) => `${owner}.${name}`));
}

/** `useable` or `useable = 10`: a name, and the number that it had. */
function readGone(
  kind: Gone["kind"],
  owners: RawLists = {},
  release: string,
  path: YamlPath,
  source: YamlSource,
): Gone[] {
  return Object.entries(owners).flatMap(([owner, all]) =>
    all.map((text, i) => {
      const [name = "", number] = text.split(" = ");
      const at = source.at([...path, owner, i]);
      return { kind, owner, name, ...(number !== undefined && { number: Number(number) }), release, at };
    }),
  );
}

function readChange({ image, field, from, to }: RawChange, release: string, at: Changed["at"]): Changed {
  return { kind: image === undefined ? "field" : "image", name: image ?? field ?? "", from, to, release, at };
}
