import { listOwn, readOwn } from "../own/own-files.ts";

/**
 * Returns the sources of a language's runtime, by their paths in its folder, sorted.
 *
 * @param language folder in templates/
 * @param ending ending of its sources, such as `.py`: tools may leave other files beside them
 */
export function runtimeSources(language: string, ending: string): [path: string, text: string][] {
  const folder = `templates/${language}/runtime`;
  return listOwn(folder)
    .filter((path) => path.endsWith(ending))
    .map((path) => [path, readOwn(`${folder}/${path}`)]);
}
