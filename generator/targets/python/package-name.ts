import type { Config } from "../../model/config.ts";
import type { PackageName } from "../target.ts";
import { KEYWORDS } from "./reserved.ts";

/** Longest name; PyPI limits it. */
const LONGEST = 214;

/** Rules of PyPI for the name of a project. */
export const PACKAGE_NAME: PackageName = {
  example: "criu-images",
  problemOf: (name) => {
    if (name.length > LONGEST) return `has more than ${LONGEST} characters`;
    if (!/^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?$/.test(name))
      return "has other characters than letters, digits, `.`, `_` and `-`, or does not begin and end with a letter or digit";
    return undefined;
  },
};

/** Returns the name that programs import: `criu_images` for `criu-images`. */
export function importName({ name = "criu-images" }: Pick<Config, "name">): string {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "_");
  return /^\d/.test(plain) || KEYWORDS.has(plain) ? `_${plain}` : plain;
}
