import { parse } from "yaml";
import type { YamlPath } from "../../generator/load/source.ts";
import { contentOf, lineEnd, lineStart, pairsAt, removeKey, setKey } from "./yaml-map.ts";

/** A row of the table, with its text. */
export interface Row {
  readonly name: string;
  /** Text between it and the row before: empty lines, headings. */
  readonly gap: string;
  /** Comments right above it and its name, up to its values. */
  readonly lead: string;
  /** Text of its values. */
  readonly text: string;
  /** Rest of its line. */
  readonly end: string;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The text of images.yaml in three parts: above the rows, the rows, and below. */
export interface TableText {
  readonly above: string;
  readonly rows: readonly Row[];
  readonly below: string;
}

export function splitTable(text: string): TableText {
  const { images } = contentOf(text) as { readonly images?: Readonly<Record<string, Row["value"]>> | null };
  const rows: Row[] = [];
  let from = 0;
  let above = text;
  for (const { key: name, start, value, end } of pairsAt(text, ["images"])) {
    const first = commentStart(text, lineStart(text, start));
    if (rows.length === 0) above = text.slice(0, first);
    const gap = rows.length === 0 ? "" : text.slice(from, first);
    from = lineEnd(text, end);
    const parts = { lead: text.slice(first, value), text: text.slice(value, end), end: text.slice(end, from) };
    rows.push({ name, gap, ...parts, value: images?.[name] ?? {} });
  }
  return { above, rows, below: rows.length === 0 ? "" : text.slice(from) };
}

/** Returns the offset of the comments right above a line. */
function commentStart(text: string, line: number): number {
  const before = line === 0 ? 0 : lineStart(text, line - 1);
  return line > 0 && /^ *#/.test(text.slice(before, line)) ? commentStart(text, before) : line;
}

export function joinTable({ above, rows, below }: TableText): string {
  const heading =
    rows.length === 0 ? above.replace(/^images:\s*$/m, "images: {}\n") : above.replace(/^images: *\{\}/m, "images:");
  return `${heading}${rows.map(({ gap, lead, text, end }) => gap + lead + text + end).join("")}${below}`;
}

/** The order of the keys of a row. */
const ORDER = ["about", "by", "until", "id", "file", "raw", "magic", "town"].concat([
  "first",
  "entries",
  "extra",
  "joined",
  "rest",
  "head",
  "version",
  "flags",
  "review",
]);

/** Changes the value of a row at a path of keys; removes the last key if there is no value. */
export function editRow(row: Row, path: YamlPath, cell: string | undefined): Row {
  // Rows in block style begin in the column of their first key.
  const isFlow = row.text.startsWith("{");
  const column = isFlow ? 0 : row.lead.length - lineStart(row.lead, row.lead.length);
  const indented = `${" ".repeat(column)}${row.text}`;
  const [map, key] = [path.slice(0, -1), String(path.at(-1))];
  const after = ORDER.slice(0, ORDER.indexOf(key)).findLast((other) => row.value[other] !== undefined);
  const edited = cell === undefined ? removeKey(indented, map, key) : setKey(indented, map, key, cell, after);
  return { ...row, text: edited.slice(column).trimEnd(), value: parse(edited) as Row["value"] };
}

/** Makes a new row in the form of the others: two lines, in columns. It is marked for review unless it is raw. */
export function newRow(name: string, cells: Readonly<Record<string, string>>): Row {
  const { file = "", magic, town, ...rest } = cells;
  const number = magic === undefined ? "raw: true," : `magic: ${magic},`;
  const second = `file: ${file},`.padEnd(31) + number + (town === undefined ? "" : ` town: ${town},`);
  const more = Object.entries(rest).flatMap(([key, cell]) => (key === "raw" ? [] : `${key}: ${cell}`));
  const review = magic === undefined ? "" : " review: true,";
  const values = `${second.padEnd(75)}${more.join(", ")}`.trimEnd().replace(/,$/, "");
  const text = `{ about: "Not described yet",${review}\n${" ".repeat(22)}${values} }`;
  const lead = `  ${`${name}:`.padEnd(17)} `;
  return { name, gap: "", lead, text, end: "\n", value: parse(text) as Row["value"] };
}
