/** Words that cannot be the name of a variable in a module. */
const KEYWORDS =
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false " +
  "finally for function if implements import in instanceof interface let new null package private protected public " +
  "return static super switch this throw true try typeof undefined var void while with yield NaN Infinity";

/** Names for variables, after fields where possible: never a keyword, never one that `taken` has. */
export function localNames(fields: readonly string[], taken: Iterable<string>): Map<string, string> {
  const used = new Set([...KEYWORDS.split(" "), ...taken]);
  const locals = new Map<string, string>();
  for (const field of fields) {
    let name = field;
    while (used.has(name) || (name !== field && fields.includes(name))) name += "_";
    used.add(name);
    locals.set(field, name);
  }
  return locals;
}
