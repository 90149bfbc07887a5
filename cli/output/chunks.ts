/** Size of the chunks, in characters. */
const CHUNK = 1 << 16;

/** Joins texts to chunks that are written at once. */
export async function* inChunks(texts: Iterable<string>): AsyncGenerator<Uint8Array> {
  let chunk = "";
  for (const text of texts) {
    chunk += text;
    if (chunk.length < CHUNK) continue;
    yield Buffer.from(chunk);
    chunk = "";
  }
  yield Buffer.from(chunk);
}
