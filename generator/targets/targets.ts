import { GO } from "./go/go.ts";
import { GO_CRIU } from "./go-criu/go-criu.ts";
import { PYCRIU } from "./pycriu/pycriu.ts";
import { PYTHON } from "./python/python.ts";
import type { Target } from "./target.ts";
import { TYPESCRIPT } from "./typescript/typescript.ts";

/** Languages of packages, by their names in critgen.yaml. */
export const TARGETS: Readonly<Record<string, Target>> = {
  typescript: TYPESCRIPT,
  go: GO,
  "go-criu": GO_CRIU,
  python: PYTHON,
  pycriu: PYCRIU,
};

/** Name of the target of a package whose config names none. */
export const DEFAULT_TARGET_NAME = "typescript";

/** Target of a package whose config names none. */
export const DEFAULT_TARGET: Target = TYPESCRIPT;

/** Returns critgen's own target of a name. */
export function targetNamed(name: string): Target | undefined {
  return Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
}

/** Tells whether a target is critgen's own. The built-in schema is checked for these when critgen is built. */
export function isOwn(target: Target): boolean {
  return ownNameOf(target) !== undefined;
}

/** Returns the name of a target of critgen's own; `undefined` for one from outside. */
export function ownNameOf(target: Target): string | undefined {
  return Object.keys(TARGETS).find((name) => TARGETS[name] === target);
}
