/** Chunks of a stream, of which a rest can be put back. */
export class Chunks {
  /** Number of bytes that have been taken and not put back. */
  taken = 0;
  readonly #source: AsyncIterator<Uint8Array>;
  /** Chunks that were put back, or not taken as a whole; the next one comes last. */
  readonly #waiting: Uint8Array[] = [];

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Takes a chunk of at most `most` bytes, never an empty one; `undefined` at the end. */
  async next(most: number = Number.POSITIVE_INFINITY): Promise<Uint8Array | undefined> {
    let chunk = this.#waiting.pop();
    while (chunk === undefined || chunk.length === 0) {
      const { done, value } = await this.#source.next();
      if (done) return undefined;
      chunk = value;
    }
    this.taken += chunk.length;
    if (chunk.length > most) this.putBack(chunk.subarray(most));
    return chunk.subarray(0, most);
  }

  /** Puts back the bytes that were taken last. */
  putBack(bytes: Uint8Array): void {
    this.taken -= bytes.length;
    if (bytes.length > 0) this.#waiting.push(bytes);
  }

  /**
   * Takes so many bytes; all must be there.
   *
   * @throws {Error} at the end of the stream
   */
  async take(count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; ) {
      const chunk = await this.next(count - at);
      if (chunk === undefined) throw new Error("unexpected end of file");
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  /** Takes all chunks up to a number of bytes, or to the end. */
  async *upTo(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0; ) {
      const chunk = await this.next(left);
      if (chunk === undefined) return;
      left -= chunk.length;
      yield chunk;
    }
  }

  /** Frees the source. */
  async close(): Promise<void> {
    await this.#source.return?.();
  }
}
