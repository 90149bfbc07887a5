import { streamJsonToImage } from "criu-images/json";
import type { Input } from "../open/input.ts";
import type { Schema } from "../schema/schema.ts";

/** Options of a conversion into an image. */
export interface EncodeOptions {
  /** The JSON. */
  readonly input: Input;
  /** Reports a problem that does not stop the conversion. */
  readonly warn: (what: string) => void;
  readonly schema: Schema;
}

/**
 * Converts JSON into an image, in bounded memory.
 *
 * @returns bytes of the image. Reading them throws an `ImageError` if the text is not the JSON of an image.
 */
export async function encode({ input, schema, warn }: EncodeOptions): Promise<AsyncIterable<Uint8Array>> {
  return streamJsonToImage(await schema.named(), input.chunks(), { warn });
}
