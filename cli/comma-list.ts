import { InvalidArgumentError } from "commander";

/** The value of an option, `PSTREE,MM`, as a list of names. */
export function commaList(text: string): string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("It has a name missing, as in `PSTREE,MM`.");
  return names;
}
