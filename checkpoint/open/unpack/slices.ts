/** Cuts chunks into slices: a library that returns all that it unpacked from its input at once gets little of it. */
export async function* slicesOf(chunks: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += size) yield chunk.subarray(at, at + size);
  }
}
