import Zstd from "numcodecs/zstd";

/** Size of the content of a frame, in bytes: memory for packing is bounded, and readers can start at each frame. */
const FRAME = 1 << 22;

/** The level of zstd itself by default. */
const LEVEL = 3;

/** Packs a stream with zstd, in frames of 4 MiB of content each. */
export async function* packZstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const zstd = new Zstd(LEVEL);
  const frame = new Uint8Array(FRAME);
  let size = 0;
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; ) {
      const part = chunk.subarray(at, at + FRAME - size);
      frame.set(part, size);
      size += part.length;
      at += part.length;
      if (size < FRAME) continue;
      yield await zstd.encode(frame);
      size = 0;
    }
  }
  if (size > 0) yield await zstd.encode(frame.subarray(0, size));
}
