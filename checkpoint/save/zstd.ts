import Zstd from "numcodecs/zstd";
import { SourceError } from "../open/error.ts";

/** Size of the content of a frame, in bytes: memory for packing is bounded, and readers can start at each frame. */
const FRAME = 1 << 22;

/** The level of zstd itself by default. */
const LEVEL = 3;

/** The library makes functions from texts when it starts. */
const BLOCKED =
  "a Content-Security-Policy without 'unsafe-eval' blocks the library that packs zstd: choose another form, such as tar.gz";

/**
 * Packs a stream with zstd, in frames of 4 MiB of content each.
 *
 * @throws {SourceError} `unsupported` if a browser blocks the library
 */
export async function* packZstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const frame = new Uint8Array(FRAME);
  let size = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + FRAME - size);
      frame.set(part, size);
      size += part.length;
      at += part.length;
      if (size < FRAME) continue;
      yield await packed(frame);
      size = 0;
    }
  }
  if (size > 0) yield await packed(frame.subarray(0, size));
}

async function packed(frame: Uint8Array): Promise<Uint8Array> {
  try {
    return await new Zstd(LEVEL).encode(frame);
  } catch (error) {
    throw error instanceof EvalError ? new SourceError("unsupported", BLOCKED) : error;
  }
}
