import { beginsWithLetter } from "../../model/names.ts";
import type { Language } from "../target.ts";
import { declaredBy } from "./declared.ts";
import { files } from "./files.ts";
import { HELPERS } from "./helpers.ts";
import { print } from "./printer.ts";
import { RESERVED } from "./reserved.ts";
import { runtimeFiles } from "./runtime-files.ts";

/** Python 3.10 or later. */
export const LANGUAGE: Language = {
  naming: {
    language: "Python",
    canSpell: beginsWithLetter,
    declaredBy,
    reserved: RESERVED,
  },
  parts: ["codec", "json", "relations"],
  files,
  templates: "python",
  helpers: HELPERS,
  print: (text, path) => (path.endsWith(".py") ? print(text) : text),
  runtime: (_, config) => runtimeFiles(config),
  pathInProject,
};

/** Returns the path of a module in a folder without a package, or `undefined` for files of the package alone. */
function pathInProject(path: string): string | undefined {
  return /^src\/\w+\/(.*)$/.exec(path)?.[1];
}
