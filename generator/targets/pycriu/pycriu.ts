import type { PackagePlan } from "../../plan/package.ts";
import { HELPERS } from "../python/helpers.ts";
import { PACKAGE_NAME } from "../python/package-name.ts";
import { print } from "../python/printer.ts";
import { type PlannedFile, planFile, type Target } from "../target.ts";

/** The module that CRIU's package keeps by hand. */
const MODULE = "images/images.py";

/**
 * A module of CRIU's own Python package: pycriu reads and writes images with it, over the protobuf types that the
 * package has. docs/python.md says what it replaces.
 */
export const PYCRIU: Target = {
  naming: {
    language: "pycriu",
    canSpell: () => true,
    // All types of messages and images are the package's own.
    declaredBy: () => [],
    reserved: new Set(),
  },
  packageName: PACKAGE_NAME,
  parts: ["codec", "json"],
  files,
  templates: "pycriu",
  helpers: HELPERS,
  print: (text) => print(text),
  runtime: () => [],
  pathInProject: (path) => (path === MODULE ? path : undefined),
  verify: async (files) => (await import("../python/verify.ts")).verify(files),
};

/** Lists the module. An image that shares a magic is read as its owner. */
function files({ images }: PackagePlan): PlannedFile[] {
  const own = images.filter(({ framing, alias }) => framing !== undefined && alias === undefined);
  return [planFile(MODULE, MODULE, "images.yaml", { images: own })];
}
