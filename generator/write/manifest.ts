import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, normalize } from "node:path";
import type { RenderMap } from "../render/render.ts";

/** The list of what critgen wrote into a folder. It removes, and replaces, nothing that does not stand there. */
export const MANIFEST = ".critgen.json";

/** Paths of files, and hashes of what critgen wrote into each: two where a run that replaced it may not have ended. */
export type Manifest = ReadonlyMap<string, readonly string[]>;

/** What tells one text from another: the first half of its SHA-256, in hex. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** The manifest for these files, as it is written. */
export function manifestOf(files: RenderMap): string {
  return format([...files].map(([path, text]) => [path, hashOf(text)]));
}

/** A manifest for a folder that is being brought from what it has to `files`: what stands in it is either. */
export function transition(folder: string, files: RenderMap): string {
  const had = readManifest(folder);
  const paths = new Set([...had.keys(), ...files.keys()]);
  paths.delete(MANIFEST);
  const hashes = [...paths].map((path): [string, string[]] => {
    const text = files.get(path);
    return [path, [...new Set([...(had.get(path) ?? []), ...(text === undefined ? [] : [hashOf(text)])])]];
  });
  return format(hashes.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function format(hashes: readonly (readonly [path: string, hash: string | readonly string[]])[]): string {
  return `${JSON.stringify({ files: Object.fromEntries(hashes) }, null, 2)}\n`;
}

/** A folder's manifest; an empty one where it has none. Paths that lead out of the folder are passed over. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) return new Map();
  const files = parse(readFileSync(file, "utf8"));
  if (files === undefined) {
    throw new Error(
      `${file} is not a list of files: restore it from version control, or delete the folder that it is in`,
    );
  }
  return new Map(
    Object.entries(files)
      .filter(([path]) => !isAbsolute(path) && !normalize(path).startsWith(".."))
      .map(([path, hashes]) => [path, [hashes].flat()]),
  );
}

/** The files that a manifest lists, or `undefined` where it is none. */
function parse(text: string): Readonly<Record<string, string | readonly string[]>> | undefined {
  try {
    const { files } = JSON.parse(text) as { files?: unknown };
    const isList = typeof files === "object" && files !== null && !Array.isArray(files);
    return isList ? (files as Readonly<Record<string, string | readonly string[]>>) : undefined;
  } catch {
    return undefined;
  }
}
