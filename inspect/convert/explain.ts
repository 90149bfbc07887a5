import { statSync } from "node:fs";
import { ImageError } from "criu-images";
import { pathOf } from "../../generator/files/path.ts";
import { FORMAT_BYTES } from "../open/formats.ts";
import { withHint } from "../open/hint.ts";
import { isStdin, piecesOf, startOf } from "../open/input.ts";
import { located } from "../open/located.ts";

/** Formats an error of an image in one line: the file, the error and, if known, a hint. */
export function explainImage(input: string | undefined, problem: unknown): unknown {
  if (!(problem instanceof ImageError)) return problem;
  const file = isStdin(input) ? "standard input" : input;
  const start = isStdin(input) ? undefined : startOf(input, FORMAT_BYTES);
  return located(file, withHint(problem, start));
}

/** Formats an error of JSON, with the line and the column. */
export function explainJson(input: string | undefined, problem: unknown): unknown {
  if (!(problem instanceof ImageError)) return problem;
  const file = isStdin(input) ? "standard input" : `${input}${placeOf(input, problem.offset)}`;
  const binary = problem.code === "bad-json" && problem.offset === 0 && !/^\s*\S?\s*$/.test(charactersOf(input) ?? " ");
  return new Error(`${file}: ${problem.message}${binary ? "; if it is an image, `critgen decode` reads it" : ""}`);
}

const NONE = new Uint8Array();

/** Reads the first characters of a file. */
function charactersOf(input: string | undefined): string | undefined {
  return isStdin(input) ? undefined : Buffer.from(startOf(input, 64) ?? NONE).toString("latin1");
}

/** Reads a regular file, as far as possible; any other file can be read only once. */
function* piecesAt(file: string, size: number): Generator<Uint8Array> {
  try {
    if (statSync(pathOf(file)).isFile()) yield* piecesOf(file, size);
  } catch {
    // Its error has been reported.
  }
}

/** Formats the place of a byte in a text as `:LINE:COLUMN`. */
function placeOf(file: string, offset: number | undefined): string {
  if (offset === undefined) return "";
  let [start, line, lineStart] = [0, 1, 0];
  for (const piece of piecesAt(file, 1 << 20)) {
    const before = piece.subarray(0, offset - start);
    for (let end = before.indexOf(0x0a); end >= 0; end = before.indexOf(0x0a, end + 1)) {
      line++;
      lineStart = start + end + 1;
    }
    start += piece.length;
    if (start > offset) break;
  }
  return start === 0 ? "" : `:${line}:${offset - lineStart + 1}`;
}
