import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join, normalize } from "node:path";
import type { RenderMap } from "../render/render.ts";

/** The list of what critgen wrote into a folder: it removes nothing that does not stand there. */
export const MANIFEST = ".critgen.json";

/** The manifest for these files: their paths, and a hash of each. */
export function manifestOf(files: RenderMap): string {
  const hashes = [...files].map(([path, text]) => [path, createHash("sha256").update(text).digest("hex").slice(0, 16)]);
  return `${JSON.stringify({ files: Object.fromEntries(hashes) }, null, 2)}\n`;
}

/** The paths in a folder's manifest; none where it has none. Paths that lead out of the folder are passed over. */
export function readManifest(folder: string): string[] {
  const file = join(folder, MANIFEST);
  if (!existsSync(file)) return [];
  const { files } = JSON.parse(readFileSync(file, "utf8")) as { files?: object };
  return Object.keys(files ?? {}).filter((path) => !isAbsolute(path) && !normalize(path).startsWith(".."));
}
