import { readFileSync } from "node:fs";
import { ImageError } from "criu-images";
import { isStdin } from "./input.ts";

/** What went wrong with an image, in one line: where, what and, where that is known, what to do. */
export function explainImage(input: string | undefined, problem: unknown): unknown {
  if (!(problem instanceof ImageError)) return problem;
  const file = isStdin(input) ? "standard input" : input;
  const start = startOf(input);
  const hint =
    problem.code === "bad-magic" && start?.trimStart().startsWith("{")
      ? "; it looks like JSON: `critgen encode` reads that"
      : "";
  return new Error(`${file}: ${problem.message}${hint}`);
}

/** The same for JSON, with line and column of the place. */
export function explainJson(input: string | undefined, problem: unknown): unknown {
  if (!(problem instanceof ImageError)) return problem;
  const file = isStdin(input) ? "standard input" : `${input}${placeOf(input, problem.offset)}`;
  const binary = problem.code === "bad-json" && problem.offset === 0 && !/^\s*\S?\s*$/.test(startOf(input) ?? " ");
  return new Error(`${file}: ${problem.message}${binary ? "; if it is an image, `critgen decode` reads it" : ""}`);
}

function startOf(input: string | undefined): string | undefined {
  return isStdin(input) ? undefined : textOf(input)?.toString("latin1", 0, 64);
}

function textOf(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** `:LINE:COLUMN` of a byte in a text. */
function placeOf(file: string, offset: number | undefined): string {
  const before = offset === undefined ? undefined : textOf(file)?.subarray(0, offset);
  if (before === undefined) return "";
  const line = before.reduce((lines, byte) => lines + (byte === 0x0a ? 1 : 0), 1);
  return `:${line}:${before.length - before.lastIndexOf(0x0a)}`;
}
