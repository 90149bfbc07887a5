import { pascalCase } from "../model/names.ts";
import type { Target } from "./target.ts";
import { declaredBy } from "./typescript/declared.ts";
import { files } from "./typescript/files.ts";
import * as helpers from "./typescript/helpers.ts";
import { print } from "./typescript/printer.ts";
import { reservedNames } from "./typescript/reserved.ts";
import { runtimeFiles } from "./typescript/runtime-files.ts";

/** Packages of TypeScript. */
export const TYPESCRIPT: Target = {
  naming: {
    language: "TypeScript",
    canSpell: (code) => /^[A-Z]/.test(pascalCase(code)),
    declaredBy,
    reserved: reservedNames(),
  },
  files,
  templates: "typescript",
  helpers: { ...helpers },
  print: (text, path) => (path.endsWith(".ts") ? print(text) : text),
  runtime: runtimeFiles,
};
