/* Types that libraries lack: the parts of unbzip2-stream that need neither Buffer nor Node's streams, and a name of browsers. */

declare namespace WebAssembly {
  /** Result of instantiating bytes; zstddec names it, and Node's types have none. */
  interface WebAssemblyInstantiatedSource {
    readonly [Symbol.toStringTag]?: string;
  }
}

declare module "unbzip2-stream/lib/bit_iterator.js" {
  /** Reads so many bits; `null` skips to the next byte. */
  interface Bits {
    (count: number | null): number;
    readonly bytesRead: number;
  }

  export default function bitIterator(nextBuffer: () => Uint8Array): Bits;
}

declare module "unbzip2-stream/lib/bzip2.js" {
  type Bits = (count: number | null) => number;

  const bzip2: {
    /** Reads the header of a stream; returns the size of its blocks, in units of 100 000 bytes. */
    header(bits: Bits): number;
    /** Unpacks a block; returns the checksum so far, or `null` at the end of the stream. */
    decompress(
      bits: Bits,
      stream: (byte: number) => void,
      block: Int32Array,
      size: number,
      checksum: number,
    ): number | null;
  };
  export default bzip2;
}
