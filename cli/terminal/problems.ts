import { grouped } from "../../generator/model/grouped.ts";
import { type Location, type Problem, pathOf } from "../../generator/model/problem.ts";
import { printable } from "../../generator/text/printable.ts";
import { escapeText } from "../../generator/text/quote.ts";
import { partOfLine } from "./cells.ts";
import type { Terminal } from "./terminal.ts";
import { wrap } from "./wrap.ts";

/** Returns the text of a schema's file, for the lines that problems quote. */
export type ReadText = (file: string) => string | undefined;

/** A problem, or a finding of less weight. */
export interface Shown extends Problem {
  /** Weight as printed. A problem is an error. */
  readonly weight?: "error" | "warning" | "note" | "accepted";
}

/** Largest number of problems with the same code and hint that are shown one by one. More become a list. */
const FEW = 3;

/** Number of lines of such a list, and number of problems or lists that are shown. */
const LISTED = 10;
const SHOWN = 20;

/**
 * Formats problems for a terminal: message, place, the line with a mark under the place, and hint. Many problems with
 * the same code and hint become a list. Problems that do not fit a few screens are only counted.
 *
 * @param schema path of the schema folder as shown
 */
export function formatProblems(
  schema: string,
  problems: readonly Shown[],
  read: ReadText,
  terminal: Terminal,
  limit: number = SHOWN,
): string {
  const groups = withAlike(problems);
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

/** Groups problems that differ only in their place, if there are many. */
function withAlike(problems: readonly Shown[]): Shown[][] {
  const keyOf = ({ weight, code, hint }: Shown): string => JSON.stringify([weight, code, hint]);
  const same = grouped(problems, keyOf);
  return problems.flatMap((problem) => {
    const group = same.get(keyOf(problem)) ?? [];
    if (group.length <= FEW) return [[problem]];
    return group[0] === problem ? [group] : [];
  });
}

/** Formats problems with the same code and hint: these once, then each message, up to a limit. */
function formatList(schema: string, problems: readonly Shown[], terminal: Terminal): string {
  const [{ code, hint, weight = "error" }] = problems as [Shown, ...Shown[]];
  const { width, colors: pc } = terminal;
  const shown = problems.slice(0, LISTED);
  const lines = [
    headOf(weight, code, `${problems.length} places`, terminal),
    ...(hint === undefined ? [] : [adviceOf(weight, hint, terminal)]),
    ...shown.flatMap(({ at, message }) => {
      const place = `  ${printable(pathOf(schema, at.file))}:${at.line}:${at.column}: `;
      return wrap(printable(message), { width, head: pc.cyan(place), headWidth: place.length, indent: "    " });
    }),
  ];
  if (problems.length > LISTED) lines.push(`  … and ${problems.length - LISTED} more`);
  return lines.flat().join("\n");
}

/** Formats the first line of a problem: weight, code and message. */
export function headOf(weight: NonNullable<Shown["weight"]>, code: string, text: string, terminal: Terminal): string[] {
  const { width, colors: pc } = terminal;
  const paint = { error: pc.red, warning: pc.yellow, note: pc.cyan, accepted: pc.green }[weight];
  const head = `${paint(pc.bold(weight))} ${pc.bold(code)}: `;
  return wrap(text, { width, head, headWidth: `${weight} ${code}: `.length, indent: "  " });
}

/** Formats the hint of a problem. */
export function adviceOf(
  weight: NonNullable<Shown["weight"]>,
  hint: string,
  { width, colors: pc }: Terminal,
): string[] {
  const advice = weight === "accepted" ? "why" : "help";
  const headWidth = "  : ".length + advice.length;
  const shape = { width, head: `  ${pc.green(advice)}: `, headWidth, indent: " ".repeat(headWidth) };
  return wrap(printable(hint), shape);
}

function formatProblem(
  schema: string,
  { at, code, message, hint, weight = "error" }: Shown,
  read: ReadText,
  terminal: Terminal,
): string {
  const lines = [
    ...headOf(weight, code, printable(message), terminal),
    ...placeOf({ ...at, file: pathOf(schema, at.file) }, read(at.file)?.split("\n")[at.line - 1], terminal),
  ];
  if (hint !== undefined) lines.push(...adviceOf(weight, hint, terminal));
  return lines.join("\n");
}

/** Formats a place, and its line with a mark under it. */
export function placeOf(at: Location, source: string | undefined, terminal: Terminal): string[] {
  const { colors: pc } = terminal;
  const place = `  ${pc.cyan(`${printable(at.file)}:${at.line}:${at.column}`)}`;
  return source === undefined || source.trim() === "" ? [place] : [place, ...quoteLine(source, at, terminal)];
}

/** Formats a line with a mark under the place. A long line is cropped. */
function quoteLine(source: string, { line, column }: Location, { width, colors: pc }: Terminal): string[] {
  const number = String(line);
  const room = Math.max(20, width - number.length - 5);
  const { shown, before } = partOfLine(source.replaceAll("\t", " ").trimEnd(), column - 1, room);
  const gap = " ".repeat(number.length);
  return [`  ${pc.dim(`${number} |`)} ${shown}`, `  ${gap} ${pc.dim("|")} ${" ".repeat(before)}${pc.red("^")}`];
}

/**
 * Formats problems for editors and CI, as one JSON array.
 *
 * @param schema path of the schema folder as shown
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

/** Formats a value as JSON without control characters. */
export function toJson(value: unknown): string {
  return escapeText(JSON.stringify(value, null, 2));
}
