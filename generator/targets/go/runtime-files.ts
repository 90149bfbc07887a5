import type { Config } from "../../model/config.ts";
import { versionOfCritgen } from "../../own/version.ts";
import { runtimeSources } from "../runtime-sources.ts";
import { packageName } from "./names.ts";

/** Beginning of the files that only CRIU's JSON needs, a part of its own. */
const JSON_FILES = "json_";

/** Returns the files of the runtime. A package contains copies of them, under its own name. */
export function runtimeFiles({ name, parts }: Pick<Config, "name" | "parts">): [string, string][] {
  const own = `package ${packageName(name)}`;
  const header = `// Copied by critgen ${versionOfCritgen()} from its runtime; DO NOT EDIT.\n`;
  return runtimeSources("go", ".go")
    .filter(([path]) => parts.includes("json") || !path.startsWith(JSON_FILES))
    .map(([path, text]) => [path, `${header}\n${text.replace("package runtime", own)}`]);
}
