import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "../../model/config.ts";
import { packageFile } from "../../own/package-root.ts";
import { versionOfCritgen } from "../../own/version.ts";
import { importName } from "./package-name.ts";

const FOLDER = "templates/python/runtime/";

/** Returns the modules of the runtime. A package contains unchanged copies of them; CRIU's JSON is a part of its own. */
export function runtimeFiles(config: Config): [string, string][] {
  const root = `src/${importName(config)}/runtime/`;
  const hasJson = config.parts.includes("json");
  const header = `# Copied by critgen ${versionOfCritgen()} from its runtime: do not edit.\n`;
  return modules()
    .filter((path) => hasJson || !path.startsWith("json/"))
    .map((path) => [`${root}${path}`, `${header}${readFileSync(packageFile(`${FOLDER}${path}`), "utf8")}`]);
}

/** Lists the modules of the runtime by their paths in its folder. */
function modules(): string[] {
  const folder = fileURLToPath(packageFile(FOLDER));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".py"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}
