import { beginsWithLetter } from "../../model/names.ts";
import type { Language } from "../target.ts";
import { declaredBy } from "./declared.ts";
import { files } from "./files.ts";
import * as helpers from "./helpers.ts";
import { print } from "./printer.ts";
import { RESERVED } from "./reserved.ts";
import { runtimeFiles } from "./runtime-files.ts";

/** Go. */
export const LANGUAGE: Language = {
  naming: {
    language: "Go",
    canSpell: beginsWithLetter,
    declaredBy,
    reserved: RESERVED,
  },
  parts: ["codec", "json", "relations"],
  files,
  templates: "go",
  helpers: { ...helpers },
  print: (text, path) => (path.endsWith(".go") ? print(text) : text),
  runtime: (_, config) => runtimeFiles(config),
  pathInProject: (path) => (path.endsWith(".go") ? path : undefined),
};
