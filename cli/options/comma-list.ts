import { InvalidArgumentError } from "commander";

/**
 * Splits the value of an option, such as `PSTREE,MM`, into names.
 *
 * @throws {InvalidArgumentError} if a name is empty
 */
export function commaList(text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("A name is missing; write names as in `PSTREE,MM`.");
  return names;
}
