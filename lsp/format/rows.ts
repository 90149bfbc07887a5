import { isMap, isScalar, type Node, type Pair, type YAMLMap } from "yaml";
import { documentOf } from "../../generator/load/source.ts";
import type { Change } from "../text/change.ts";
import type { Source } from "../text/source.ts";
import { childOf } from "../yaml/nodes.ts";

/*
 * The canonical form of rows, which `critgen import` writes too: two lines in braces. The first one has words for people,
 * the second one the file, the magic and the layout, in columns.
 */

/** Keys of the first line. Keys of the second one come in the order of `SECOND`. */
const FIRST = ["about", "by", "until", "id", "review"];
const SECOND = [
  "file",
  "raw",
  "magic",
  "town",
  "first",
  "entries",
  "extra",
  "joined",
  "rest",
  "head",
  "version",
  "flags",
];

/** Width of a name with its colon, indentation of the second line, and widths of its columns. */
const NAME = 17;
const INDENT = 22;
const FILE = 31;
const MAGIC = 44;

/** Returns the changes that give rows their canonical form. Rows with comments inside, and broken ones, stay. */
export function formatRows({ text }: Source): Change[] {
  const { document } = documentOf(text);
  const rows = childOf(document.contents, "images");
  if (document.errors.length > 0 || !isMap(rows) || rows.flow === true) return [];
  return rows.items.flatMap((pair) => {
    const row = rowOf(pair as Pair, text);
    if (row === undefined) return [];
    const formatted = format(row);
    return formatted === text.slice(row.from, row.to) ? [] : [{ from: row.from, to: row.to, text: formatted }];
  });
}

interface Row {
  readonly name: string;
  /** From the beginning of the name's line to the end of the values. */
  readonly from: number;
  readonly to: number;
  /** Texts of the values by key. */
  readonly cells: ReadonlyMap<string, string>;
}

function rowOf({ key, value }: Pair, text: string): Row | undefined {
  if (!isScalar(key) || !isMap(value) || !key.range || !value.range) return undefined;
  const from = text.lastIndexOf("\n", key.range[0]) + 1;
  const to = from + text.slice(from, value.range[1]).trimEnd().length;
  const cells = cellsOf(value, text);
  if (cells === undefined || hasComment(value, text, key.range[1], to)) return undefined;
  return { name: text.slice(key.range[0], key.range[1]), from, to, cells };
}

/** Returns the texts of a row's values, each on one line; undefined if there is another form. */
function cellsOf({ items }: YAMLMap, text: string): Map<string, string> | undefined {
  const cells = new Map<string, string>();
  for (const { key, value } of items) {
    const cell = isScalar(key) ? cellOf(value, text) : undefined;
    if (cell === undefined || !isScalar(key)) return undefined;
    cells.set(String(key.value), cell);
  }
  return cells;
}

function cellOf(value: unknown, text: string): string | undefined {
  const node = value as Node | null;
  if (!node?.range) return undefined;
  const cell = text.slice(node.range[0], node.range[1]).trim();
  const isPlain = isScalar(node) && node.type === "PLAIN";
  // In braces these characters would end a plain text.
  if (isPlain && /[,[\]{}\n]/.test(cell)) return JSON.stringify(node.value);
  return cell === "" || cell.includes("\n") || (!isScalar(node) && (node as YAMLMap).flow !== true) ? undefined : cell;
}

function hasComment(value: YAMLMap, text: string, from: number, to: number): boolean {
  const isComment = (node: unknown): boolean => {
    const { comment, commentBefore } = (node ?? {}) as Node;
    return Boolean(comment) || Boolean(commentBefore);
  };
  const own = value.items.some(({ key, value: cell }) => isComment(key) || isComment(cell));
  // A comment after the brace of a flow map is not in a node of its own.
  return own || isComment(value) || /[\s{]#/.test(withoutStrings(text.slice(from, to)));
}

function withoutStrings(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '""');
}

function format({ name, cells }: Row): string {
  const others = [...cells.keys()].filter((key) => !FIRST.includes(key) && !SECOND.includes(key));
  const first = FIRST.flatMap((key) => pairOf(cells, key));
  const second = [...SECOND, ...others].flatMap((key) => pairOf(cells, key));
  const [file = "", ...rest] = second;
  const magics = rest.filter((pair) => /^(?:raw|magic|town):/.test(pair));
  const more = rest.filter((pair) => !magics.includes(pair));
  const columns = `${padded(file, FILE, rest.length > 0)}${padded(magics.join(" "), MAGIC, more.length > 0)}${more.join(" ")}`;
  const lines = [...(first.length > 0 ? [first.join(" ")] : []), columns.replace(/,?\s*$/, "")];
  return `  ${`${name}:`.padEnd(NAME)} { ${lines.join(`\n${" ".repeat(INDENT)}`)} }`;
}

function pairOf(cells: ReadonlyMap<string, string>, key: string): string[] {
  const cell = cells.get(key);
  return cell === undefined ? [] : [`${key}: ${cell},`];
}

/** Pads a column if another one follows: at least one blank separates them. */
function padded(text: string, width: number, isFollowed: boolean): string {
  if (!isFollowed) return text;
  return text.length < width ? text.padEnd(width) : `${text} `;
}
