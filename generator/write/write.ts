import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pid } from "node:process";
import type { RenderMap } from "../render/render.ts";
import type { Difference } from "./compare.ts";
import { MANIFEST, transition } from "./manifest.ts";

/**
 * Brings a folder to what was rendered: writes what is missing or changed, removes what is stale, and leaves all else
 * alone, time stamps too. Each file is replaced in one step. What Node throws where a file cannot be written passes.
 */
export function write(folder: string, files: RenderMap, differences: readonly Difference[]): void {
  const manifest = join(folder, MANIFEST);
  // Should this run not end, the next one still knows what is critgen's: the manifest names both states meanwhile.
  replace(manifest, transition(folder, files));
  for (const { path } of differences) {
    const text = files.get(path);
    if (path === MANIFEST) continue;
    if (text === undefined) remove(folder, path);
    else replace(join(folder, path), text);
  }
  const final = files.get(MANIFEST);
  if (final !== undefined) replace(manifest, final);
}

/** Writes a file in one step: until it is whole, what was there stays. */
export function replace(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${pid}.tmp`;
  try {
    writeFileSync(draft, text);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes a file, and the folders that it leaves empty. */
function remove(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== "."; parent = dirname(parent)) {
    if (readdirSync(join(folder, parent)).length > 0) return;
    rmdirSync(join(folder, parent));
  }
}
