import type { Config } from "../../model/config.ts";
import { versionOfCritgen } from "../../own/version.ts";
import { runtimeSources } from "../runtime-sources.ts";
import { packageName } from "./names.ts";

/** Beginnings of the files that a part alone needs. */
const PARTS = { json: "json_", relations: "relations_" } as const;

/** Returns the files of the runtime. A package contains copies of them, under its own name. */
export function runtimeFiles({ name, parts }: Pick<Config, "name" | "parts">): [string, string][] {
  const own = `package ${packageName(name)}`;
  const header = `// Copied by critgen ${versionOfCritgen()} from its runtime; DO NOT EDIT.\n`;
  const isNeeded = (path: string): boolean =>
    Object.entries(PARTS).every(
      ([part, beginning]) => !path.startsWith(beginning) || parts.some((one) => one === part),
    );
  return runtimeSources("go", ".go")
    .filter(([path]) => isNeeded(path))
    .map(([path, text]) => [path, `${header}\n${text.replace("package runtime", own)}`]);
}
