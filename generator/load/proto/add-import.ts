import type { ProtoFile } from "./tree.ts";

/** An insertion into a text. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/**
 * Returns the insertion that imports a file: after the last import, else after the syntax, else at the beginning.
 *
 * @param tree syntax of the importing file; `undefined` for one without imports and syntax
 * @param text text of the importing file
 */
export function importInsertion(
  name: string,
  tree: Pick<ProtoFile, "imports" | "syntax"> | undefined,
  text: string,
): Insertion {
  const after = tree?.imports.at(-1)?.range.to ?? tree?.syntax?.range.to;
  const statement = `import "${name}";`;
  if (after === undefined) return { at: 0, text: `${statement}\n\n` };
  const end = text.indexOf("\n", after);
  const gap = tree?.imports.length === 0 ? "\n\n" : "\n";
  return { at: end < 0 ? text.length : end, text: `${gap}${statement}` };
}
