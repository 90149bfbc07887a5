import type { Changed, Gone, History, Renamed } from "../model/model.ts";
import { firstReleases } from "./first-releases.ts";
import { formerFiles } from "./former-files.ts";
import type { RawChange, RawLists, RawRelease, RawRenamed } from "./raw-history.ts";
import type { YamlPath, YamlSource } from "./source.ts";

/** Reads the history from a YAML file of the right shape. */
export function readHistory(source: YamlSource): History {
  const raw = Object.entries(source.value as Readonly<Record<string, RawRelease>>);
  return {
    releases: raw.map(([name, { date }]) => ({ name, date })),
    ...firstReleases(raw),
    renamed: raw.flatMap(([release, { renamed = [] }]) =>
      renamed.map((rename, i) => readRename(rename, release, source.at([release, "renamed", i]))),
    ),
    notes: new Map(raw.flatMap(([, { changed = [] }]) => changed.flatMap(noteOf))),
    gone: raw.flatMap(([release, { gone = {} }]) => [
      ...readGone("field", gone.fields, release, [release, "gone", "fields"], source),
      ...readGone("value", gone.enum_values, release, [release, "gone", "enum_values"], source),
    ]),
    formerFiles: formerFiles(raw),
    changed: raw.flatMap(([release, { changed = [] }]) =>
      changed.map((change, i) => readChange(change, release, source.at([release, "changed", i]))),
    ),
  };
}

function readRename({ image, field, enum_value, from }: RawRenamed, release: string, at: Renamed["at"]): Renamed {
  const kind = image !== undefined ? "image" : field !== undefined ? "field" : "value";
  return { kind, name: image ?? field ?? enum_value ?? "", from, release, at };
}

function noteOf({ field, note }: RawChange): [string, string][] {
  return field === undefined || note === undefined ? [] : [[field, note]];
}

/** Reads removed names: `useable`, or with its former number `useable = 10`. */
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
