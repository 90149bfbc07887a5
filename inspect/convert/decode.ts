import { basename } from "node:path";
import type { ImageError } from "criu-images";
import { type JsonOptions, streamImageToJson } from "criu-images/json";
import type { Schema } from "../schema/schema.ts";
import { versionNote } from "../schema/version-note.ts";
import { isStdin, readChunks } from "./input.ts";
import { openOutput } from "./output.ts";
import { pour } from "./pour.ts";

/** What `critgen decode` and `critgen show` are told. */
export interface DecodeOptions {
  /** The image; standard input where there is none. */
  readonly input: string | undefined;
  /** The file for the JSON; standard output where there is none. */
  readonly output: string | undefined;
  readonly pretty: boolean;
  /** Pretty, and with names for people. */
  readonly names: boolean;
  /** Without what follows the messages: only its size. */
  readonly nopl: boolean;
  /** Whether the entries before a cut are enough, and a wrong head is no reason to stop. */
  readonly tolerate: boolean;
  /** Integers beyond 2^53 in quotes. */
  readonly quoteLarge: boolean;
  readonly schema: Schema;
  /** Takes what looks wrong, and is not refused. */
  readonly warn: (what: string) => void;
}

/**
 * Turns an image into JSON, in bounded memory. On standard output a line end closes it, in a file none does, as with
 * CRIU's tool.
 *
 * @returns whether something was wrong and passed over
 * @throws {ImageError} where the image is broken
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

/** How much of an image stands before the entry that is cut off. */
function restOf({ entry = 0 }: ImageError): string {
  return entry === 0 ? "; no entry is whole" : `; what stands before entry ${entry} is printed, the rest is not`;
}

/** A stream of which the first chunk is kept. */
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
