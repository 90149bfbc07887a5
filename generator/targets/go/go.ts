import { beginsWithLetter } from "../../model/names.ts";
import type { Target } from "../target.ts";
import { declaredBy } from "./declared.ts";
import { files } from "./files.ts";
import * as helpers from "./helpers.ts";
import { PACKAGE_NAME } from "./package-name.ts";
import { print } from "./printer.ts";
import { RESERVED } from "./reserved.ts";
import { runtimeFiles } from "./runtime-files.ts";

/** Packages of Go. */
export const GO: Target = {
  naming: {
    language: "Go",
    canSpell: beginsWithLetter,
    declaredBy,
    reserved: RESERVED,
  },
  packageName: PACKAGE_NAME,
  parts: ["codec", "json", "relations"],
  files,
  templates: "go",
  helpers: { ...helpers },
  print: (text, path) => (path.endsWith(".go") ? print(text) : text),
  runtime: (_, config) => runtimeFiles(config),
  pathInProject: (path) => (path.endsWith(".go") ? path : undefined),
  verify: async (files) => (await import("./verify.ts")).verify(files),
};
