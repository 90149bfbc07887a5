import type { Change, Comparison, PageChange, Uncompared } from "criu-checkpoint";
import { grouped } from "../../generator/model/grouped.ts";
import { printable } from "../../generator/text/printable.ts";
import { hex } from "../../inspect/compare/json.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Parts of a comparison that are listed. */
export interface Shown {
  readonly noise: boolean;
  /** Whether long lists are printed whole. */
  readonly all: boolean;
}

/** Things of a topic, or areas with pages, that are listed by default. */
const MOST = 50;

/** Values of a thing that are listed by default: a file of metadata can have thousands. */
const VALUES = 20;

/** Widest column of paths. */
const PATHS = 30;

/** Width of an address of 48 bits. */
const ADDRESS = 14;

/** Topics after the pages. */
const LAST = ["metadata", "other"];

const SIGNS: Readonly<Record<Change["kind"], string>> = { added: "+", removed: "-", changed: "~" };

/** Formats a comparison: by topic, then by thing, with the values before and after. */
export function toText(comparison: Comparison, terminal: Terminal, shown: Shown): string[] {
  const changes = comparison.changes.filter(({ isNoise }) => shown.noise || !isNoise);
  const topics = grouped(changes, ({ topic }) => topic);
  const before = [...topics].filter(([topic]) => !LAST.includes(topic));
  const after = [...topics].filter(([topic]) => LAST.includes(topic));
  const sections = [
    ...before.map(([topic, own]) => topicLines(topic, own, terminal, shown)),
    ...(comparison.pages.length > 0 ? [pageLines(comparison.pages, terminal, shown)] : []),
    ...after.map(([topic, own]) => topicLines(topic, own, terminal, shown)),
  ];
  const lacking = comparison.uncompared.length > 0 ? [unreadText(comparison.uncompared)] : [];
  return [...sections.flatMap((lines) => [...lines, ""]), ...lacking, summary(comparison, shown)];
}

function topicLines(topic: string, changes: readonly Change[], terminal: Terminal, { all }: Shown): string[] {
  const things = grouped(changes, ({ thing }) => thing);
  const most = all ? things.size : MOST;
  const lines = [...things].slice(0, most).flatMap(([, own]) => thingLines(own, terminal, all));
  return [terminal.colors.bold(topic), ...lines, ...moreLine("  ", things.size - most)];
}

function moreLine(indent: string, count: number): string[] {
  return count > 0 ? [`${indent}… and ${count} more; --all lists them`] : [];
}

/** Lists the changes of one thing below its words. */
function thingLines(changes: readonly Change[], terminal: Terminal, all: boolean): string[] {
  const whole = changes.filter(({ path }) => path === "");
  const parts = changes.filter(({ path }) => path !== "");
  const lines = whole.map((one) => headLine(one, one.kind, terminal, one.afterText ?? one.beforeText));
  const [first] = parts;
  if (first === undefined) return lines;
  const shown = all ? parts : parts.slice(0, VALUES);
  const column = Math.min(PATHS, Math.max(...shown.map(({ path }) => printable(path).length)));
  const values = shown.flatMap((one) => valueLines(one, column, terminal));
  return [
    ...lines,
    headLine(first, "changed", terminal),
    ...values,
    ...moreLine("      ", parts.length - shown.length),
  ];
}

function headLine({ thing, title }: Change, kind: Change["kind"], { width, colors }: Terminal, about?: string): string {
  const more = title ?? about;
  const words = printable(more === undefined ? thing : `${thing}  ${more}`);
  const line = `  ${SIGNS[kind]} ${cut(words, width - 4)}`;
  return kind === "added" ? colors.green(line) : kind === "removed" ? colors.red(line) : line;
}

/** Prints a value before and after in one line; in two more if they are long. */
function valueLines(change: Change, column: number, { width, colors }: Terminal): string[] {
  const name = printable(change.path);
  const line = `      ${name.padEnd(column)}  ${valueText(change)}`;
  if (line.length <= width || change.kind !== "changed") return [cut(line, width)];
  const { beforeText = "", afterText = "" } = change;
  return [
    cut(`      ${name}`, width),
    colors.red(cut(`        - ${printable(beforeText)}`, width)),
    colors.green(cut(`        + ${printable(afterText)}`, width)),
  ];
}

function valueText({ kind, beforeText, afterText }: Change): string {
  if (beforeText === undefined && afterText === undefined) return kind;
  if (kind === "changed") return printable(`${beforeText} → ${afterText}`);
  return kind === "added" ? `+ ${printable(afterText ?? "")}` : `- ${printable(beforeText ?? "")}`;
}

/** Lists pages by process and area: `0x7f0000000000  3 of 8  /usr/lib/…`. */
function pageLines(pages: readonly PageChange[], { width, colors }: Terminal, { all }: Shown): string[] {
  const lines = [...grouped(pages, ({ thing }) => thing)].flatMap(([thing, own]) => {
    const total = own.reduce((sum, one) => sum + one.pages, 0);
    const shown = all ? own : own.slice(0, MOST);
    const counts = shown.map(countText);
    const column = Math.max(...counts.map(({ length }) => length));
    const rows = shown.map(({ start, path = "" }, i) => {
      const row = `      ${hex(start).padEnd(ADDRESS)}  ${counts[i]?.padEnd(column)}  ${printable(path)}`;
      return cut(row.trimEnd(), width);
    });
    return [
      cut(`  ~ ${printable(thing)}: ${counted(total, "page")}`, width),
      ...rows,
      ...moreLine("  ", own.length - shown.length),
    ];
  });
  return [colors.bold("pages"), ...lines];
}

function countText({ start, end, pages, pageSize }: PageChange): string {
  return `${pages} of ${(end - start) / BigInt(pageSize)}`;
}

/** Tells the pages that cannot be compared, and why. */
function unreadText(uncompared: readonly Uncompared[]): string {
  const texts = [...grouped(uncompared, ({ reason }) => reason)].map(([reason, own]) => {
    const pages = own.reduce((sum, one) => sum + one.pages, 0);
    return `${counted(pages, "page")} ${REASONS[reason] ?? reason}`;
  });
  return `not compared: ${texts.join("; ")}`;
}

const REASONS: Readonly<Record<string, string>> = {
  lazy: "left to be sent later",
  "no-parent": "in a parent that is not here (--parent names it)",
  lost: "that the images lack",
};

function summary({ changes, pages, isSame }: Comparison, { noise }: Shown): string {
  const noisy = changes.filter((one) => one.isNoise).length;
  const rest = noisy === 0 ? "" : `; ${counted(noisy, "value")} of noise${noise ? "" : " (--noise lists them)"}`;
  if (isSame) return `no differences${rest}`;
  const things = grouped(
    changes.filter(({ isNoise }) => !isNoise),
    ({ topic }) => topic,
  );
  const texts = [...things].map(([topic, own]) => `${topic} ${new Set(own.map(({ thing }) => thing)).size}`);
  const total = pages.reduce((sum, one) => sum + one.pages, 0);
  return `${[...texts, ...(total > 0 ? [`pages ${total}`] : [])].join(", ")}${rest}`;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;
