import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { refuseLinks } from "../files/folders.ts";
import type { RenderMap } from "../render/render.ts";
import { readManifest } from "./manifest.ts";
import { hashOf, MANIFEST, unsealed } from "./manifest-text.ts";

/** Difference between a file in a folder and the rendered one. */
export interface Difference {
  readonly path: string;
  /**
   * Kind of difference:
   * - `missing`: the file does not exist
   * - `changed`: critgen wrote it, and would write another text now
   * - `stale`: critgen wrote it, and would not write it now
   * - `edited`: critgen wrote it, and it was changed by hand since
   * - `foreign`: it is in the way, and critgen did not write it
   */
  readonly kind: "missing" | "changed" | "stale" | "edited" | "foreign";
  /** Present text; empty for missing files. */
  readonly found: string;
}

/**
 * Returns the differences between a folder and rendered files, in the order of paths.
 *
 * @throws {Error} if a folder in it is a link
 */
export function compare(folder: string, files: RenderMap): Difference[] {
  const manifest = readManifest(folder);
  const paths = new Set([...files.keys(), ...manifest.keys()]);
  refuseLinks(folder, paths);
  const differences = [...paths].flatMap(
    (path) => compareFile(join(folder, path), path, files, manifest.get(path)) ?? [],
  );
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function compareFile(
  file: string,
  path: string,
  files: RenderMap,
  hashes: readonly string[] | undefined,
): Difference | undefined {
  const wanted = files.get(path);
  if (!existsSync(file)) return wanted === undefined ? undefined : { path, kind: "missing", found: "" };
  if (!statSync(file).isFile()) return { path, kind: "foreign", found: "" };
  const found = readFileSync(file, "utf8");
  if (found === wanted) return undefined;
  // A seal saves time, and is no content: another build of critgen may write the same files.
  if (path === MANIFEST && wanted !== undefined && unsealed(found) === unsealed(wanted)) return undefined;
  if (path === MANIFEST) return { path, kind: "changed", found };
  if (hashes === undefined) return { path, kind: "foreign", found };
  if (!hashes.includes(hashOf(found))) return { path, kind: "edited", found };
  return { path, kind: wanted === undefined ? "stale" : "changed", found };
}
