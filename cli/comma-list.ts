/** The value of an option, `PSTREE,MM`, as a list of names. */
export function commaList(text: string): string[] {
  return text.split(",").map((name) => name.trim());
}
