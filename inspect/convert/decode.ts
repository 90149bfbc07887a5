import type { ImageError } from "criu-images";
import { type JsonOptions, streamImageToJson } from "criu-images/json";
import type { Input } from "../open/input.ts";
import type { Schema } from "../schema/schema.ts";
import { versionNote } from "../schema/version-note.ts";

/** Options of a conversion into JSON. */
export interface DecodeOptions {
  readonly input: Input;
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
}

/** JSON of an image, to be read once. */
export interface Decoded {
  /** Text in UTF-8, in bounded memory. Reading it throws an `ImageError` if the image is invalid. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** Returns warnings for people, after the text is read. */
  readonly warnings: () => Promise<string[]>;
  /** Problems that were tolerated so far. */
  readonly tolerated: readonly ImageError[];
}

/** Converts an image into JSON. */
export async function decode({ input, schema, ...form }: DecodeOptions): Promise<Decoded> {
  const { names, nopl, quoteLarge } = form;
  const tolerated: ImageError[] = [];
  const tolerate = form.tolerate && { tolerate: (problem: ImageError): void => void tolerated.push(problem) };
  const file = input.name;
  const pretty = form.pretty || names;
  const options: JsonOptions = { pretty, quoteLarge, payload: !nopl, ...(file !== undefined && { file }), ...tolerate };
  const beginning = new Beginning(input.chunks());
  const layouts = names ? await schema.named() : schema.layouts;
  const warnings = async (): Promise<string[]> => {
    const note = await versionNote(schema, beginning.first, file);
    return [...(note === undefined ? [] : [note]), ...tolerated.map(warningOf)];
  };
  return { pieces: streamImageToJson(layouts, beginning.all(), options), warnings, tolerated };
}

function warningOf(problem: ImageError): string {
  return `${problem.message}${problem.code === "truncated" ? restOf(problem) : ""}`;
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
