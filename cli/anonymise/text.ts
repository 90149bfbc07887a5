import type { AnonymiseReport, LeftOut } from "criu-checkpoint";
import { wrap } from "../terminal/wrap.ts";

/** Widest line, in columns. */
const WIDEST = 80;

const REASONS: Readonly<Record<LeftOut, string>> = {
  log: "logs",
  archive: "nested archives",
  unknown: "unknown files",
  unreadable: "files that cannot be read",
  link: "links",
};

/** Prints counts by class, then what was left out, and what the result still tells. */
export function toText({ replaced, unknown, leftOut, tells }: AnonymiseReport): string {
  return [
    ...table(["class", "values", "files"], rowsOf(replaced)),
    ...(unknown === 0 ? [] : ["", `Removed: ${unknown} unknown fields and values`]),
    ...lines(
      "Left out",
      Object.entries(leftOut).map(([reason, n]) => `${n} ${REASONS[reason as LeftOut]}`),
    ),
    ...lines("The result still tells", tells),
  ].join("\n");
}

/** Counts values and files by class. */
function rowsOf(replaced: AnonymiseReport["replaced"]): string[][] {
  const classes = new Map<string, { values: number; readonly files: Set<string> }>();
  for (const one of replaced) {
    const { values, files } = classes.get(one.class) ?? { values: 0, files: new Set() };
    classes.set(one.class, { values: values + one.count, files: files.add(one.file) });
  }
  return [...classes].sort().map(([name, { values, files }]) => [name, `${values}`, `${files.size}`]);
}

/** Aligns the first column to the left, and numbers to the right. */
function table(heads: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [heads, ...rows];
  const widths = heads.map((_, i) => Math.max(...all.map((row) => row[i]?.length ?? 0)));
  return all.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
  );
}

function lines(title: string, items: readonly string[]): string[] {
  if (items.length === 0) return [];
  return ["", `${title}:`, ...items.flatMap((item) => wrap(item, { width: WIDEST, head: "- ", indent: "  " }))];
}
