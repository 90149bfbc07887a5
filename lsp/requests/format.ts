import type { TextEdit } from "vscode-languageserver/node";
import { formatRows } from "../format/rows.ts";
import type { SchemaSource } from "../workspace/snapshot.ts";

/** Returns the edits that give the rows of a table their canonical form; of other files, none. */
export function format(source: SchemaSource): TextEdit[] {
  if (source.kind !== "images" && source.kind !== "extension") return [];
  return formatRows(source).map((change) => ({ range: source.rangeOf(change), newText: change.text }));
}
