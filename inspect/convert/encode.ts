import { streamJsonToImage } from "criu-images/json";
import type { Schema } from "../schema/schema.ts";
import { readChunks } from "./input.ts";
import { openOutput } from "./output.ts";
import { pour } from "./pour.ts";

/** What `critgen encode` is told. */
export interface EncodeOptions {
  /** The JSON; standard input where there is none. */
  readonly input: string | undefined;
  /** The file for the image; standard output where there is none. */
  readonly output: string | undefined;
  /** Takes what looks wrong, and is not refused. */
  readonly warn: (what: string) => void;
  readonly schema: Schema;
}

/**
 * Turns JSON into an image, in bounded memory.
 *
 * @throws {ImageError} where the JSON is not that of an image
 */
export async function encode({ input, output, schema, warn }: EncodeOptions): Promise<void> {
  const layouts = await schema.named();
  await pour(streamJsonToImage(layouts, readChunks(input), { warn }), openOutput(output), "");
}
