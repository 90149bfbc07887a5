import { streamJsonToImage } from "criu-images/json";
import { openOutput } from "../../generator/files/output.ts";
import { readChunks } from "../open/input.ts";
import type { Schema } from "../schema/schema.ts";
import { pour } from "./pour.ts";

/** Options of `critgen encode`. */
export interface EncodeOptions {
  /** Path of the JSON; standard input by default. */
  readonly input: string | undefined;
  /** Path of the image; standard output by default. */
  readonly output: string | undefined;
  /** Reports a problem that does not stop the conversion. */
  readonly warn: (what: string) => void;
  readonly schema: Schema;
}

/**
 * Converts JSON into an image, in bounded memory.
 *
 * @throws {ImageError} if the text is not the JSON of an image
 */
export async function encode({ input, output, schema, warn }: EncodeOptions): Promise<void> {
  const layouts = await schema.named();
  await pour(streamJsonToImage(layouts, readChunks(input), { warn }), openOutput(output), "");
}
