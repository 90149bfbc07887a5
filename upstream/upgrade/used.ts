import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { shown } from "../../generator/config/file.ts";
import { type Format, formatOfModel } from "../../generator/model/format/format.ts";
import { formatOfSnapshot } from "../../generator/model/format/snapshot.ts";
import type { Model } from "../../generator/model/model.ts";
import { readSnapshot } from "../../generator/write/manifest.ts";
import { MANIFEST } from "../../generator/write/manifest-text.ts";
import type { Effects } from "./effects/effect.ts";
import { effectsOf } from "./effects/effects.ts";
import { filesOf, generatedFiles, type NewFiles } from "./recompile/files.ts";

/** The newer side: a model, or the folder of another package. */
export type Newer = { readonly model: Model } | { readonly folder: string };

/** A generated package that a program uses. */
interface UsedPackage {
  readonly folder: string;
  readonly name: string;
  readonly effects: Effects;
  readonly newFiles: NewFiles;
}

/** The generated packages that a program uses. Each is read when the first of its names is found. */
export interface UsedPackages {
  /** Returns the package in a folder; `undefined` if it is not to be upgraded. */
  readonly at: (folder: string) => UsedPackage | undefined;
  /** Lists the packages that were found so far. */
  readonly all: () => readonly UsedPackage[];
}

/** @param only name or folder of the only package to upgrade */
export function usedPackages(newer: Newer, only: string | undefined): UsedPackages {
  const format = "model" in newer ? formatOfModel(newer.model) : formatIn(newer.folder);
  const found = new Map<string, UsedPackage | undefined>();
  const open = (folder: string): UsedPackage | undefined => {
    const name = nameOf(folder);
    if (only !== undefined && only !== name && resolve(only) !== folder) return undefined;
    const newFiles = "model" in newer ? generatedFiles(folder, newer.model) : filesOf(newer.folder);
    return { folder, name, effects: effectsOf(formatIn(folder), format), newFiles };
  };
  return {
    at: (folder) => {
      if (!found.has(folder)) found.set(folder, open(folder));
      return found.get(folder);
    },
    all: () => [...found.values()].flatMap((one) => one ?? []),
  };
}

/** Returns the format that a package was generated from. */
function formatIn(folder: string): Format {
  const snapshot = readSnapshot(folder);
  const format = snapshot && formatOfSnapshot(snapshot, shown(folder));
  if (format !== undefined) return format;
  const file = join(folder, MANIFEST);
  const reason = existsSync(file) ? "does not hold the format of the package" : "does not exist";
  throw new Error(`${file} ${reason}: generate the package again with this version of critgen, from its own schema`);
}

/** Returns the name of a package, or the folder of modules without a package. */
function nameOf(folder: string): string {
  const file = join(folder, "package.json");
  const { name } = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { readonly name?: string }) : {};
  return name ?? shown(folder);
}
