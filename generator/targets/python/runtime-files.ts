import type { Config } from "../../model/config.ts";
import { versionOfCritgen } from "../../own/version.ts";
import { runtimeSources } from "../runtime-sources.ts";
import { importName } from "./package-name.ts";

/** Folder of the modules that only CRIU's JSON needs, a part of its own. */
const JSON_MODULES = "json/";

/** Returns the modules of the runtime. A package contains unchanged copies of them. */
export function runtimeFiles(config: Pick<Config, "name" | "parts">): [string, string][] {
  const root = `src/${importName(config)}/runtime/`;
  const header = `# Copied by critgen ${versionOfCritgen()} from its runtime: do not edit.\n`;
  return runtimeSources("python", ".py")
    .filter(([path]) => config.parts.includes("json") || !path.startsWith(JSON_MODULES))
    .map(([path, text]) => [`${root}${path}`, `${header}${text}`]);
}
