import { isMap } from "yaml";
import { documentOf } from "../../generator/load/source.ts";
import type { Change } from "../../lsp/text/change.ts";
import { childOf, entriesOf, spanOf } from "../../lsp/yaml/nodes.ts";

/** Lists the rows of a table. */
export function rowsOf(table: string): string[] {
  return entriesOf(images(table)).map(({ name }) => name);
}

/** Returns the changes that give a row a magic and a town; `undefined` if the table has no such row. */
export function withMagic(table: string, row: string, magic: string, town: string): Change[] | undefined {
  const node = childOf(images(table), row);
  if (!isMap(node)) return undefined;
  const [first] = entriesOf(node);
  const from = first?.key.from ?? node.range?.[0] ?? 0;
  const column = from - (table.lastIndexOf("\n", from - 1) + 1);
  const next = node.flow === true ? ", " : `\n${" ".repeat(column)}`;
  const wanted = { magic, town: JSON.stringify(town) };
  const changes = Object.entries(wanted).map(([key, text]): Change => {
    const known = childOf(node, key);
    if (known === undefined) return { from, to: from, text: `${key}: ${text}${next}` };
    // The quotes of a town go with it.
    const [start = 0, end = start] = known.range ?? [spanOf(known).from, spanOf(known).to];
    return { from: start, to: end, text };
  });
  return changes.sort((a, b) => a.from - b.from);
}

function images(table: string): unknown {
  return childOf(documentOf(table).document.contents, "images");
}
