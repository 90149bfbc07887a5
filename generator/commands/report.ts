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

/**
 * Problems as a terminal shows them: what is wrong, where, the line itself with a mark under the place, and advice.
 *
 * @param schema path of the schema folder, as it is to be shown
 */
export function formatProblems(schema: string, problems: readonly Shown[], read: ReadText, terminal: Terminal): string {
  return problems.map((problem) => formatProblem(schema, problem, read, terminal)).join("\n\n");
}

function formatProblem(
  schema: string,
  { at, code, message, hint, weight = "error" }: Shown,
  read: ReadText,
  { width, colors: pc }: Terminal,
): string {
  const paint = { error: pc.red, warning: pc.yellow, note: pc.cyan, accepted: pc.green }[weight];
  const head = `${paint(pc.bold(weight))} ${pc.bold(code)}: `;
  const lines = [
    ...wrap(head, `${weight} ${code}: `.length, printable(message), width, ""),
    `  ${pc.cyan(`${printable(pathOf(schema, at.file))}:${at.line}:${at.column}`)}`,
  ];
  const source = read(at.file)?.split("\n")[at.line - 1];
  if (source !== undefined && source.trim() !== "") lines.push(...quoteLine(source, at, { width, colors: pc }));
  const advice = weight === "accepted" ? "why" : "help";
  const gap = "  : ".length + advice.length;
  if (hint !== undefined) lines.push(...wrap(`  ${pc.green(advice)}: `, gap, printable(hint), width, " ".repeat(gap)));
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
