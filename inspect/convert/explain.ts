import { Buffer } from "node:buffer";
import { ImageError } from "criu-images";
import { FORMAT_BYTES } from "../open/formats.ts";
import { withHint } from "../open/hint.ts";
import type { Input } from "../open/input.ts";
import { located } from "../open/located.ts";

/** Formats an error of an image in one line: the file, the error and, if known, a hint. */
export async function explainImage(input: Input, problem: unknown): Promise<unknown> {
  if (!(problem instanceof ImageError)) return problem;
  return located(input.place, withHint(problem, await input.start(FORMAT_BYTES)));
}

/** Formats an error of JSON, with the line and the column. */
export async function explainJson(input: Input, problem: unknown): Promise<unknown> {
  if (!(problem instanceof ImageError)) return problem;
  const { code, offset, message } = problem;
  const isBinary = code === "bad-json" && offset === 0 && !/^\s*\S?\s*$/.test(await charactersOf(input));
  const file = `${input.place}${await placeOf(input, offset)}`;
  return new Error(`${file}: ${message}${isBinary ? "; if it is an image, `critgen decode` reads it" : ""}`);
}

/** Reads the first characters of an input; none if it can be read only once. */
async function charactersOf(input: Input): Promise<string> {
  return Buffer.from((await input.start(64)) ?? new Uint8Array()).toString("latin1");
}

/** Formats the place of a byte in a text as `:LINE:COLUMN`; as nothing if the text can be read only once. */
async function placeOf(input: Input, offset: number | undefined): Promise<string> {
  if (offset === undefined || input.size === undefined) return "";
  let [start, line, lineStart] = [0, 1, 0];
  try {
    for await (const piece of input.chunks()) {
      const before = piece.subarray(0, offset - start);
      for (let end = before.indexOf(0x0a); end >= 0; end = before.indexOf(0x0a, end + 1)) {
        line++;
        lineStart = start + end + 1;
      }
      start += piece.length;
      if (start > offset) break;
    }
  } catch {
    // Its error has been reported.
  }
  return start === 0 ? "" : `:${line}:${offset - lineStart + 1}`;
}
