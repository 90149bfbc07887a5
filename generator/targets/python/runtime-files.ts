import type { Config } from "../../model/config.ts";
import { versionOfCritgen } from "../../own/version.ts";
import { runtimeSources } from "../runtime-sources.ts";
import { importName } from "./package-name.ts";

/** Beginnings of the modules that a part alone needs. */
const PARTS = { json: "json/", relations: "image/relations." } as const;

/** Returns the modules of the runtime. A package contains unchanged copies of them. */
export function runtimeFiles(config: Pick<Config, "name" | "parts">): [string, string][] {
  const root = `src/${importName(config)}/runtime/`;
  const header = `# Copied by critgen ${versionOfCritgen()} from its runtime: do not edit.\n`;
  const isNeeded = (path: string): boolean =>
    Object.entries(PARTS).every(
      ([part, beginning]) => !path.startsWith(beginning) || config.parts.some((one) => one === part),
    );
  return runtimeSources("python", ".py")
    .filter(([path]) => isNeeded(path))
    .map(([path, text]) => [`${root}${path}`, `${header}${text}`]);
}
