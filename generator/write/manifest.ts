import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, normalize } from "node:path";
import type { RenderMap } from "../render/render.ts";

/** The list of what critgen wrote into a folder. It removes, and replaces, nothing that does not stand there. */
export const MANIFEST = ".critgen.json";

/** Paths of files, and a hash of what critgen wrote into each. */
export type Manifest = ReadonlyMap<string, string>;

/** What tells one text from another: the first half of its SHA-256, in hex. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

/** The manifest for these files, as it is written. */
export function manifestOf(files: RenderMap): string {
  const hashes = [...files].map(([path, text]) => [path, hashOf(text)]);
  return `${JSON.stringify({ files: Object.fromEntries(hashes) }, null, 2)}\n`;
}

/** A folder's manifest; an empty one where it has none. Paths that lead out of the folder are passed over. */
export function readManifest(folder: string): Manifest {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) return new Map();
  const { files = {} } = parse(readFileSync(file, "utf8"), file);
  return new Map(Object.entries(files).filter(([path]) => !isAbsolute(path) && !normalize(path).startsWith("..")));
}

function parse(text: string, file: string): { files?: Readonly<Record<string, string>> } {
  try {
    return JSON.parse(text) as { files?: Readonly<Record<string, string>> };
  } catch {
    throw new Error(`${file} is not JSON: restore it from version control, or delete the folder that it is in`);
  }
}
