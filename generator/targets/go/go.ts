import type { Target } from "../target.ts";
import { LANGUAGE } from "./language.ts";
import { PACKAGE_NAME } from "./package-name.ts";

/** Packages of Go. */
export const GO: Target = {
  ...LANGUAGE,
  packageName: PACKAGE_NAME,
  verify: async (files) => (await import("./verify.ts")).verify(files),
};
