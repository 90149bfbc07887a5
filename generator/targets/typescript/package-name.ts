import validateName from "validate-npm-package-name";
import type { PackageName } from "../target.ts";

/** npm's rules for the name of a package. */
export const PACKAGE_NAME: PackageName = { example: "@acme/criu-pagemap", problemOf: problemOfName };

/** Returns the problem of a package's name, if it has one. */
export function problemOfName(name: string): string | undefined {
  const { validForNewPackages, errors = [], warnings = [] } = validateName(name);
  if (validForNewPackages) return undefined;
  return `a package cannot have the name \`${name}\`: ${[...errors, ...warnings].join(", ")}`;
}
