import type { RenderMap, Target } from "../target.ts";
import { BUILD } from "./build.ts";
import { LANGUAGE } from "./language.ts";
import { PACKAGE_NAME } from "./package-name.ts";

/** Packages of TypeScript. */
export const TYPESCRIPT: Target = {
  ...LANGUAGE,
  packageName: PACKAGE_NAME,
  verify: async (files) => ({ defects: (await import("./verify/verify.ts")).verify(files) }),
  createVerifier: async () => {
    const check = (await import("./verify/verify.ts")).createVerifier();
    return Object.assign((files: RenderMap) => ({ defects: check(files) }), { close: check.close });
  },
  build: BUILD,
};
