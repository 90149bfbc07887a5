import { type Bytes, chunksOf, joined } from "../../bytes/bytes.ts";
import { SourceError } from "../error.ts";
import type { Settings } from "../options.ts";
import { Restarts } from "./restarts.ts";
import type { Packing, PlacedRestart, Unpack, Unpacker } from "./unpackers.ts";

/**
 * Unpacked bytes of a compressed source, without storage for them. Reading goes on from the last place, or from the nearest
 * known restart before the one that is read. Requests wait for each other.
 */
export class UnpackedBytes implements Bytes {
  readonly #packed: Bytes;
  readonly #packing: Packing;
  readonly #settings: Settings;
  readonly #limit: number;
  #size = Number.POSITIVE_INFINITY;
  readonly #restarts = new Restarts();
  #pass: ReturnType<Unpack> | undefined;
  /** Place in the packed bytes from which the pass began. */
  #begun = 0;
  #chunk: Uint8Array = new Uint8Array();
  /** Place of the chunk in the unpacked bytes. */
  #at = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(packed: Bytes, packing: Packing, settings: Settings) {
    this.#packed = packed;
    this.#packing = packing;
    this.#settings = settings;
    this.#limit = Math.max(settings.limits.unpacked, packed.size * settings.limits.ratio);
  }

  get size(): number {
    return this.#size;
  }

  read(from: number, to: number): Promise<Uint8Array> {
    const result = this.#last.then(() => this.#read(from, to));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Reads on to the end: some kinds of damage are visible only there. */
  async finish(): Promise<void> {
    await this.read(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1);
  }

  /** Frees the unpacker. */
  async close(): Promise<void> {
    await this.#last;
    await this.#pass?.return(undefined);
    this.#pass = undefined;
  }

  async #read(from: number, to: number): Promise<Uint8Array> {
    if (from >= this.#size) return new Uint8Array();
    const restart = this.#restarts.before(from);
    const isAhead = (restart?.unpacked ?? 0) > this.#at + this.#chunk.length;
    if (this.#pass === undefined || from < this.#at || isAhead) await this.#begin(restart);
    const chunks: Uint8Array[] = [];
    for (let at = from; at < to; ) {
      const chunk = this.#chunk.subarray(at - this.#at, to - this.#at);
      // An empty part would keep all of its chunk in memory.
      if (chunk.length > 0) chunks.push(chunk);
      at += chunk.length;
      if (at < to && !(await this.#next())) break;
    }
    return joined(chunks);
  }

  async #begin(restart: PlacedRestart | undefined): Promise<void> {
    await this.#pass?.return(undefined);
    const { packed, unpacked, unpack } = restart ?? { packed: 0, unpacked: 0, ...(await this.#unpacker()) };
    this.#pass = unpack(this.#chunks(packed), this.#settings.limits.window);
    this.#begun = packed;
    this.#chunk = new Uint8Array();
    this.#at = unpacked;
  }

  #unpacker(): Promise<Unpacker> {
    return this.#settings.unpackers[this.#packing]();
  }

  /** Unpacks the next chunk; returns whether there is one. */
  async #next(): Promise<boolean> {
    this.#settings.signal?.throwIfAborted();
    const next = await this.#pass?.next().catch((error: unknown) => this.#fail(error));
    this.#at += this.#chunk.length;
    const value = next?.value ?? new Uint8Array();
    this.#chunk = value instanceof Uint8Array ? value : new Uint8Array();
    if (!(value instanceof Uint8Array))
      this.#restarts.add({ packed: this.#begun + value.packed, unpacked: this.#at, unpack: value.unpack });
    if (next?.done) await this.#end();
    if (this.#at + this.#chunk.length > this.#limit) await this.#fail(this.#tooLarge());
    return next?.done === false;
  }

  /** Takes the size, and the restarts that are known at the end. */
  async #end(): Promise<void> {
    const isKnown = this.#size !== Number.POSITIVE_INFINITY;
    this.#size = this.#at;
    if (isKnown) return;
    const { restarts } = await this.#unpacker();
    for (const restart of (await restarts?.(this.#packed)) ?? []) this.#restarts.add(restart);
  }

  async *#chunks(from: number): AsyncGenerator<Uint8Array> {
    let done = from;
    // A chunk that unpacks to many takes its time: those who wait see at once how much there is.
    this.#settings.progress?.(done, this.#packed.size);
    for await (const chunk of chunksOf(this.#packed, from)) {
      yield chunk;
      done += chunk.length;
      this.#settings.progress?.(done, this.#packed.size);
    }
  }

  #tooLarge(): SourceError {
    return new SourceError(
      "too-large",
      `the ${this.#packing} of ${this.#packed.size} bytes unpacks to more than ${this.#limit}: if you trust it, raise \`limits.unpacked\` or \`limits.ratio\``,
    );
  }

  /** Frees the unpacker, and throws: an error of a library gets its place. */
  async #fail(error: unknown): Promise<never> {
    const place = this.#at + this.#chunk.length;
    await this.#pass?.return(undefined);
    this.#pass = undefined;
    if (error instanceof SourceError || this.#settings.signal?.aborted) throw error;
    const { message } = error as Error;
    throw new SourceError(
      "damaged",
      `the ${this.#packing} data is damaged or truncated behind ${place} unpacked bytes (${message}): compare it with the original`,
      { cause: error },
    );
  }
}
