import { printable } from "../model/printable.ts";
import { type Location, type Problem, pathOf } from "../model/problem.ts";
import { escapeText } from "../model/quote.ts";
import { partOfLine } from "./cells.ts";
import type { Terminal } from "./terminal.ts";

/** The texts of a schema's files, for the lines that problems point to. */
export type ReadText = (file: string) => string | undefined;

/** A problem, or something that weighs less. */
export interface Shown extends Problem {
  /** How it is called; a problem is an error. */
  readonly weight?: "error" | "warning" | "note" | "accepted";
}

/** How many problems with one code and one hint are shown each by itself, before they become a list. */
const FEW = 3;

/** How many lines such a list has, and how many problems or lists are shown at all. */
const LISTED = 10;
const SHOWN = 20;

/**
 * Formats problems for a terminal: what is wrong, where, the line itself with a mark under the place, and advice. Many
 * with the same code and the same advice are a list under it; what would not fit a few screens is counted.
 *
 * @param schema path of the schema folder, as it is to be shown
 */
export function formatProblems(
  schema: string,
  problems: readonly Shown[],
  read: ReadText,
  terminal: Terminal,
  limit: number = SHOWN,
): string {
  const groups = grouped(problems);
  const left = groups.slice(limit).flat().length;
  const texts = groups
    .slice(0, limit)
    .map((group) =>
      group.length > FEW
        ? formatList(schema, group, terminal)
        : group.map((problem) => formatProblem(schema, problem, read, terminal)).join("\n\n"),
    );
  return [...texts, ...(left > 0 ? [`… and ${left} more`] : [])].join("\n\n");
}

/** Joins problems that say the same about different places, if they are many. */
function grouped(problems: readonly Shown[]): Shown[][] {
  const same = new Map<string, Shown[]>();
  const keyOf = ({ weight, code, hint }: Shown): string => JSON.stringify([weight, code, hint]);
  for (const problem of problems) {
    const group = same.get(keyOf(problem));
    if (group === undefined) same.set(keyOf(problem), [problem]);
    else group.push(problem);
  }
  return problems.flatMap((problem) => {
    const group = same.get(keyOf(problem)) ?? [];
    if (group.length <= FEW) return [[problem]];
    return group[0] === problem ? [group] : [];
  });
}

/** Formats problems with one code and one hint: these once, then a line or more for each, up to a number of them. */
function formatList(schema: string, problems: readonly Shown[], terminal: Terminal): string {
  const [{ code, hint, weight = "error" }] = problems as [Shown, ...Shown[]];
  const { width, colors: pc } = terminal;
  const shown = problems.slice(0, LISTED);
  const lines = [
    headOf(weight, code, `${problems.length} places`, terminal),
    ...(hint === undefined ? [] : [adviceOf(weight, hint, terminal)]),
    ...shown.flatMap(({ at, message }) => {
      const place = `  ${printable(pathOf(schema, at.file))}:${at.line}:${at.column}: `;
      return wrap(pc.cyan(place), place.length, printable(message), width, "    ");
    }),
  ];
  if (problems.length > LISTED) lines.push(`  … and ${problems.length - LISTED} more`);
  return lines.flat().join("\n");
}

function headOf(weight: NonNullable<Shown["weight"]>, code: string, text: string, terminal: Terminal): string[] {
  const { width, colors: pc } = terminal;
  const paint = { error: pc.red, warning: pc.yellow, note: pc.cyan, accepted: pc.green }[weight];
  return wrap(`${paint(pc.bold(weight))} ${pc.bold(code)}: `, `${weight} ${code}: `.length, text, width, "");
}

function adviceOf(weight: NonNullable<Shown["weight"]>, hint: string, { width, colors: pc }: Terminal): string[] {
  const advice = weight === "accepted" ? "why" : "help";
  const gap = "  : ".length + advice.length;
  return wrap(`  ${pc.green(advice)}: `, gap, printable(hint), width, " ".repeat(gap));
}

function formatProblem(
  schema: string,
  { at, code, message, hint, weight = "error" }: Shown,
  read: ReadText,
  terminal: Terminal,
): string {
  const { width, colors: pc } = terminal;
  const lines = [
    ...headOf(weight, code, printable(message), terminal),
    `  ${pc.cyan(`${printable(pathOf(schema, at.file))}:${at.line}:${at.column}`)}`,
  ];
  const source = read(at.file)?.split("\n")[at.line - 1];
  if (source !== undefined && source.trim() !== "") lines.push(...quoteLine(source, at, { width, colors: pc }));
  if (hint !== undefined) lines.push(...adviceOf(weight, hint, terminal));
  return lines.join("\n");
}

/** Text behind a head, broken at spaces to the width of the terminal. */
function wrap(head: string, headWidth: number, text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = head;
  let used = headWidth;
  for (const word of text.split(" ")) {
    if (used > indent.length && used + word.length > width && line !== head) {
      lines.push(line.trimEnd());
      line = indent || "  ";
      used = line.length;
    }
    line += `${word} `;
    used += word.length + 1;
  }
  return [...lines, line.trimEnd()];
}

/** A line of the schema and a mark under the place; of a long line, the part around it. */
function quoteLine(source: string, { line, column }: Location, { width, colors: pc }: Terminal): string[] {
  const number = String(line);
  const room = Math.max(20, width - number.length - 5);
  const { shown, before } = partOfLine(source.replaceAll("\t", " ").trimEnd(), column - 1, room);
  const gap = " ".repeat(number.length);
  return [`  ${pc.dim(`${number} |`)} ${shown}`, `  ${gap} ${pc.dim("|")} ${" ".repeat(before)}${pc.red("^")}`];
}

/**
 * Problems for editors and CI: one JSON array.
 *
 * @param schema path of the schema folder, as it is to be shown
 */
export function problemsToJson(schema: string, problems: readonly Problem[]): string {
  return toJson(
    problems.map(({ code, message, hint, at: { file, ...place } }) => ({
      code,
      message,
      ...(hint !== undefined && { hint }),
      file: pathOf(schema, file),
      ...place,
    })),
  );
}

/** JSON that can be shown on a terminal. */
export function toJson(value: unknown): string {
  return escapeText(JSON.stringify(value, null, 2));
}
