import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RenderMap } from "../render/render.ts";
import { readManifest } from "./manifest.ts";

/** How a folder differs from what was rendered. */
export interface Difference {
  readonly path: string;
  readonly kind: "missing" | "changed" | "stale";
}

/** Every file of ours in `folder` that is not what `files` says; stale is one that is in its manifest and not in `files`. */
export function compare(folder: string, files: RenderMap): Difference[] {
  const differences: Difference[] = [];
  for (const [path, text] of files) {
    const file = join(folder, path);
    if (!existsSync(file)) differences.push({ path, kind: "missing" });
    else if (readFileSync(file, "utf8") !== text) differences.push({ path, kind: "changed" });
  }
  for (const path of readManifest(folder)) {
    if (!files.has(path) && existsSync(join(folder, path))) differences.push({ path, kind: "stale" });
  }
  return differences.sort((a, b) => (a.path < b.path ? -1 : 1));
}
