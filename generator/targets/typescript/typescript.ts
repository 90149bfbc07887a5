import { pascalCase } from "../../model/names.ts";
import type { Target } from "../target.ts";
import { BUILD, pathInProject } from "./build.ts";
import { declaredBy } from "./declared.ts";
import { files } from "./files.ts";
import * as helpers from "./helpers.ts";
import { print } from "./printer.ts";
import { reservedNames } from "./reserved.ts";
import { runtimeFiles } from "./runtime-files.ts";

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
  pathInProject,
  verify: async (files) => (await import("./verify/verify.ts")).verify(files),
  createVerifier: async () => (await import("./verify/verify.ts")).createVerifier(),
  build: BUILD,
};
