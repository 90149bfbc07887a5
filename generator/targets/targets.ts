import type { Target } from "./target.ts";
import { TYPESCRIPT } from "./typescript/typescript.ts";

/** The language of packages. critgen.yaml cannot choose another yet. */
export const TARGET: Target = TYPESCRIPT;
