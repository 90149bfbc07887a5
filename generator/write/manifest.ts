import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, normalize } from "node:path";
import type { RenderMap } from "../render/render.ts";
import { formatManifest, hashOf, MANIFEST, type Snapshot } from "./manifest-text.ts";

/** Hashes of critgen's files by path. A file has two if a run that replaced it may not have ended. */
export type Manifest = ReadonlyMap<string, readonly string[]>;

/** Formats a manifest for a folder on its way to `files`: it accepts both the old and the new text of each file. */
export function transition(folder: string, files: RenderMap): string {
  const had = readManifest(folder);
  const paths = new Set([...had.keys(), ...files.keys()]);
  paths.delete(MANIFEST);
  const hashes = [...paths].map((path): [string, string[]] => {
    const text = files.get(path);
    return [path, [...new Set([...(had.get(path) ?? []), ...(text === undefined ? [] : [hashOf(text)])])]];
  });
  return formatManifest(
    hashes.sort(([a], [b]) => (a < b ? -1 : 1)),
    readSnapshot(folder),
  );
}

/** Reads a folder's manifest; empty if it has none. Paths out of the folder are ignored. */
export function readManifest(folder: string): Manifest {
  return new Map(
    Object.entries(parse(folder).files)
      .filter(([path]) => !isAbsolute(path) && !normalize(path).startsWith(".."))
      .map(([path, hashes]) => [path, [hashes].flat()]),
  );
}

/**
 * Reads the format that a folder was generated from. It is missing without a manifest, and in those of old versions.
 */
export function readSnapshot(folder: string): Snapshot | undefined {
  return parse(folder).format;
}

interface Parsed {
  readonly files: Readonly<Record<string, string | readonly string[]>>;
  readonly format?: Snapshot;
}

/** Parses a folder's manifest; empty if it has none. */
function parse(folder: string): Parsed {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) return { files: {} };
  const parsed = tryParse(readFileSync(file, "utf8"));
  if (isObject(parsed) && "files" in parsed && isObject(parsed.files)) return parsed as Parsed;
  throw new Error(`${file} is not a list of files: restore it from version control, or delete its folder`);
}

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
