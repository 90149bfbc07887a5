import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../generator/config/project.ts";

/** Returns the commands that build a package of sources in a folder. */
export function buildOf(out: string): string {
  return `npm install --prefix ${out} && npm run --prefix ${out} prepack`;
}

/** Returns a hint to build a package of sources, until its exports exist. Modules without a package need none. */
export function buildHint({ name, output, out, target }: Project, shown: string): string | undefined {
  if (target.build === undefined || name === undefined || output !== "sources" || existsSync(join(out, "dist")))
    return undefined;
  return `its exports are in ${shown}/dist, not built yet; build them with \`${buildOf(shown)}\``;
}
