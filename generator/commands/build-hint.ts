import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../config/load.ts";

/** The commands that build a package of sources in a folder. */
export function buildOf(out: string): string {
  return `npm install --prefix ${out} && npm run --prefix ${out} prepack`;
}

/** Says what to run before the exports of a package of sources are there; nothing once they are, or without a package. */
export function buildHint({ name, output, out }: Project, shown: string): string | undefined {
  if (name === undefined || output !== "sources" || existsSync(join(out, "dist"))) return undefined;
  return `its exports are in ${shown}/dist, which is not built yet: \`${buildOf(shown)}\``;
}
