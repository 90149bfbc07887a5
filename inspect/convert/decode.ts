import { basename } from "node:path";
import type { ImageError } from "criu-images";
import { type JsonOptions, streamImageToJson } from "criu-images/json";
import { openOutput } from "../../generator/files/output.ts";
import { isStdin, readChunks } from "../open/input.ts";
import type { Schema } from "../schema/schema.ts";
import { versionNote } from "../schema/version-note.ts";
import { pour } from "./pour.ts";

/** Options of `critgen decode` and `critgen show`. */
export interface DecodeOptions {
  /** Path of the image; standard input by default. */
  readonly input: string | undefined;
  /** Path of the JSON; standard output by default. */
  readonly output: string | undefined;
  readonly pretty: boolean;
  /** Whether to write pretty JSON with names for people. */
  readonly names: boolean;
  /** Whether to replace extras by their sizes. */
  readonly nopl: boolean;
  /** Whether to accept a truncated image and a wrong head. */
  readonly tolerate: boolean;
  /** Whether to quote integers beyond 2^53. */
  readonly quoteLarge: boolean;
  readonly schema: Schema;
  /** Reports a problem that does not stop the conversion. */
  readonly warn: (what: string) => void;
}

/**
 * Converts an image into JSON, in bounded memory. Like crit, it ends the output with a line end on standard output, but
 * not in a file.
 *
 * @returns whether a problem was tolerated
 * @throws {ImageError} if the image is invalid
 */
export async function decode({ input, output, schema, warn, ...form }: DecodeOptions): Promise<boolean> {
  const { names, nopl, quoteLarge } = form;
  const pretty = form.pretty || names;
  const problems: ImageError[] = [];
  const tolerate = form.tolerate && { tolerate: (problem: ImageError): void => void problems.push(problem) };
  const file = isStdin(input) ? undefined : basename(input);
  const options: JsonOptions = { pretty, quoteLarge, payload: !nopl, ...(file !== undefined && { file }), ...tolerate };
  const beginning = new Beginning(readChunks(input));
  const layouts = names ? await schema.named() : schema.layouts;
  const pieces = streamImageToJson(layouts, beginning.all(), options);
  await pour(pieces, openOutput(output), isStdin(output) ? "\n" : "");
  const note = await versionNote(schema, beginning.first, file);
  if (note !== undefined) warn(note);
  for (const problem of problems) warn(`${problem.message}${problem.code === "truncated" ? restOf(problem) : ""}`);
  return problems.length > 0;
}

/** Names the entries that are printed before a truncated one. */
function restOf({ entry = 0 }: ImageError): string {
  return entry === 0 ? "; no entry is whole" : `; the entries before entry ${entry} are printed, the others are not`;
}

/** A stream that keeps its first chunk. */
class Beginning {
  first: Uint8Array = new Uint8Array();
  readonly #chunks: AsyncIterable<Uint8Array>;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks;
  }

  async *all(): AsyncGenerator<Uint8Array> {
    let isFirst = true;
    for await (const chunk of this.#chunks) {
      if (isFirst) this.first = chunk;
      isFirst = false;
      yield chunk;
    }
  }
}
