import { readdirSync, readFileSync } from "node:fs";
import type { Config } from "../../model/config.ts";
import { packageFile } from "../../own/package-root.ts";
import { versionOfCritgen } from "../../own/version.ts";
import { packageName } from "./names.ts";

const FOLDER = "templates/go/runtime/";

/** Returns the files of the runtime. A package contains copies of them, under its own name. */
export function runtimeFiles(config: Pick<Config, "name">): [string, string][] {
  const name = packageName(config.name);
  const header = `// Copied by critgen ${versionOfCritgen()} from its runtime; DO NOT EDIT.\n`;
  return sources().map(([path, text]) => [path, `${header}\n${text.replace("package runtime", `package ${name}`)}`]);
}

/** Returns the sources of the runtime by file name. */
export function sources(): [string, string][] {
  return readdirSync(packageFile(FOLDER)).map((file) => [file, readFileSync(packageFile(`${FOLDER}${file}`), "utf8")]);
}
