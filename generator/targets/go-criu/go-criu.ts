import * as helpers from "../go/helpers.ts";
import { PACKAGE_NAME } from "../go/package-name.ts";
import { print } from "../go/printer.ts";
import type { Target } from "../target.ts";
import { files } from "./files.ts";
import { MODULE } from "./names.ts";

/**
 * Files of the module go-criu: its package crit reads and writes images with them, over the protobuf types that the
 * module has. docs/go-criu.md lists the files that they replace.
 */
export const GO_CRIU: Target = {
  naming: {
    language: "go-criu",
    canSpell: () => true,
    // All types of messages and images are the module's own.
    declaredBy: () => [],
    reserved: new Set(),
  },
  packageName: { ...PACKAGE_NAME, example: MODULE },
  parts: ["codec", "json"],
  files,
  templates: "go-criu",
  helpers: { ...helpers },
  print: (text, path) => (path.endsWith(".go") ? print(text) : text),
  runtime: () => [],
  pathInProject: (path) => (path.endsWith(".go") ? path : undefined),
  verify: async (files) => (await import("./verify.ts")).verify(files),
};
