/** Words that cannot name a variable of a module. */
const KEYWORDS: ReadonlySet<string> = new Set(
  (
    "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
    "finally for function if implements import in instanceof interface let new null package private protected public " +
    "return static super switch this throw true try typeof undefined var void while with yield NaN Infinity"
  ).split(" "),
);

/**
 * Returns a variable name for each field, the field's own if possible: never a keyword, and never taken or reserved.
 */
export function localNames(
  fields: readonly string[],
  taken: readonly string[],
  reserved?: ReadonlySet<string>,
): Map<string, string> {
  const used = new Set(taken);
  const isUsed = (name: string): boolean => used.has(name) || KEYWORDS.has(name) || reserved?.has(name) === true;
  const locals = new Map<string, string>();
  for (const field of fields) {
    let name = field;
    while (isUsed(name) || (name !== field && fields.includes(name))) name += "_";
    used.add(name);
    locals.set(field, name);
  }
  return locals;
}

/** Makes names distinct: repeated ones get underscores at the end. */
export function distinct(names: readonly string[]): string[] {
  const used = new Set<string>();
  return names.map((wanted) => {
    let name = wanted;
    while (used.has(name)) name += "_";
    used.add(name);
    return name;
  });
}
