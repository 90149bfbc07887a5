import { basename } from "node:path";
import { type JsonOptions, streamImageToJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
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
  /** Without what follows the messages: only its size. */
  readonly nopl: boolean;
  /** Integers beyond 2^53 in quotes. */
  readonly quoteLarge: boolean;
}

/**
 * Turns an image into JSON, in bounded memory. On standard output a line end closes it, in a file none does, as with
 * CRIU's tool.
 *
 * @throws {ImageError} where the image is broken
 */
export async function decode({ input, output, ...form }: DecodeOptions): Promise<void> {
  const { pretty, nopl, quoteLarge } = form;
  const file = isStdin(input) ? {} : { file: basename(input) };
  const options: JsonOptions = { pretty, quoteLarge, payload: !nopl, ...file };
  const pieces = streamImageToJson(imageLayouts, readChunks(input), options);
  await pour(pieces, openOutput(output), isStdin(output) ? "\n" : "");
}
