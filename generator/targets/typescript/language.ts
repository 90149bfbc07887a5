import { PARTS } from "../../model/config.ts";
import { beginsWithLetter } from "../../model/names.ts";
import type { Language } from "../target.ts";
import { declaredBy } from "./declared.ts";
import { files } from "./files.ts";
import * as helpers from "./helpers.ts";
import { pathInProject } from "./paths.ts";
import { print } from "./printer.ts";
import { reservedNames } from "./reserved.ts";
import { runtimeFiles } from "./runtime-files.ts";

/** TypeScript. */
export const LANGUAGE: Language = {
  naming: {
    language: "TypeScript",
    canSpell: beginsWithLetter,
    declaredBy,
    reserved: reservedNames(),
  },
  parts: PARTS,
  files,
  templates: "typescript",
  helpers: { ...helpers },
  print: (text, path) => (path.endsWith(".ts") ? print(text) : text),
  runtime: runtimeFiles,
  pathInProject,
};
