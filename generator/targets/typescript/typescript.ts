import { PARTS } from "../../model/config.ts";
import { beginsWithLetter } from "../../model/names.ts";
import type { RenderMap, Target } from "../target.ts";
import { BUILD, pathInProject } from "./build.ts";
import { declaredBy } from "./declared.ts";
import { files } from "./files.ts";
import * as helpers from "./helpers.ts";
import { PACKAGE_NAME } from "./package-name.ts";
import { print } from "./printer.ts";
import { reservedNames } from "./reserved.ts";
import { runtimeFiles } from "./runtime-files.ts";

/** Packages of TypeScript. */
export const TYPESCRIPT: Target = {
  naming: {
    language: "TypeScript",
    canSpell: beginsWithLetter,
    declaredBy,
    reserved: reservedNames(),
  },
  packageName: PACKAGE_NAME,
  parts: PARTS,
  files,
  templates: "typescript",
  helpers: { ...helpers },
  print: (text, path) => (path.endsWith(".ts") ? print(text) : text),
  runtime: runtimeFiles,
  pathInProject,
  verify: async (files) => ({ defects: (await import("./verify/verify.ts")).verify(files) }),
  createVerifier: async () => {
    const check = (await import("./verify/verify.ts")).createVerifier();
    return Object.assign((files: RenderMap) => ({ defects: check(files) }), { close: check.close });
  },
  build: BUILD,
};
