import xz from "xz-decompress";
import { joined } from "../../bytes/bytes.ts";
import { slicesOf } from "./slices.ts";
import { refuseWindow } from "./window.ts";
import { xzDictionary } from "./xz-block.ts";

/** Size of a slice, in bytes: not more than the library takes at once. */
const SLICE = 1 << 14;

/** Start of a stream. */
const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];

// The library lets only one stream at a time be open in the whole process: one that is read slowly would stop all others.
Object.assign(xz.XzReadableStream, { _contextMutex: { acquire: async () => undefined, release: () => undefined } });

/** Unpacks xz by the decoder of Linux, compiled to WebAssembly. */
export async function* unpackXz(packed: AsyncIterable<Uint8Array>, window: number): AsyncGenerator<Uint8Array> {
  const slices = slicesOf(packed, SLICE);
  try {
    const first = await slices.next();
    let start: Uint8Array | undefined = first.done ? new Uint8Array() : first.value;
    while (start !== undefined) {
      refuseWindow(xzDictionary(start), window, "unpacking its xz", "`xz -d`");
      const input = new Input(start, slices);
      yield* input.unpack();
      start = await input.nextStream();
    }
  } finally {
    await slices.return(undefined);
  }
}

/** The slices of one stream. The library does not tell where the stream ended in the last slice. */
class Input {
  #last: Uint8Array;
  #isFirst = true;
  readonly #slices: AsyncGenerator<Uint8Array>;

  constructor(first: Uint8Array, slices: AsyncGenerator<Uint8Array>) {
    this.#last = first;
    this.#slices = slices;
  }

  async *unpack(): AsyncGenerator<Uint8Array> {
    const reader = new xz.XzReadableStream(new ReadableStream({ pull: (to) => this.#pull(to) })).getReader();
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read()) {
        if (next.value.length > 0) yield next.value;
      }
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  async #pull(to: ReadableStreamDefaultController<Uint8Array>): Promise<void> {
    if (!this.#isFirst) {
      const { done, value } = await this.#slices.next();
      if (done) return to.close();
      this.#last = value;
    }
    this.#isFirst = false;
    to.enqueue(this.#last);
  }

  /** Returns the start of the stream behind this one; `undefined` if there is none. */
  async nextStream(): Promise<Uint8Array | undefined> {
    const { done, value } = await this.#slices.next();
    const rest = done ? this.#last : joined([this.#last, value]);
    const at = startIn(rest);
    return at === undefined ? undefined : rest.subarray(at);
  }
}

/** Finds the start of a stream behind the end of another, `YZ`, and zeros. */
function startIn(bytes: Uint8Array): number | undefined {
  for (let at = bytes.indexOf(0xfd, 2); at !== -1; at = bytes.indexOf(0xfd, at + 1)) {
    let before = at - 1;
    while (bytes[before] === 0) before--;
    if (bytes[before] === 0x5a && bytes[before - 1] === 0x59 && MAGIC.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return undefined;
}
