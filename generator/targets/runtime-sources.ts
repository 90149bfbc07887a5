import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { packageFile } from "../own/package-root.ts";

/**
 * Returns the sources of a language's runtime, by their paths in its folder, sorted.
 *
 * @param language folder in templates/
 * @param ending ending of its sources, such as `.py`: tools may leave other files beside them
 */
export function runtimeSources(language: string, ending: string): [path: string, text: string][] {
  const folder = fileURLToPath(packageFile(`templates/${language}/runtime/`));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
    .map((path) => [path.split(sep).join("/"), readFileSync(join(folder, path), "utf8")]);
}
