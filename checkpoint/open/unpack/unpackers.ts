import type { Bytes } from "../../bytes/bytes.ts";

/** A compression that archives have. */
export type Packing = "gzip" | "zstd" | "xz" | "bzip2";

/** A place at which unpacking can begin: no byte before it is needed. */
export interface Restart {
  /** Place in the packed bytes that were given. */
  readonly packed: number;
  /** Unpacks from there on. */
  readonly unpack: Unpack;
}

/**
 * Unpacks a stream, which may consist of several parts: members of gzip, frames of zstd, streams of xz or bzip2. A restart
 * among the chunks is a place between the bytes before it and those after it.
 *
 * @param window largest window or dictionary, in bytes
 * @throws {SourceError} `too-large` if the stream needs a larger one; any other error if it is damaged or truncated
 */
export type Unpack = (packed: AsyncIterable<Uint8Array>, window: number) => AsyncGenerator<Uint8Array | Restart>;

/** A restart, with its place in the unpacked bytes. */
export interface PlacedRestart extends Restart {
  readonly unpacked: number;
}

/** The code that unpacks a compression. */
export interface Unpacker {
  readonly unpack: Unpack;
  /** Lists restarts from the end of packed bytes that were unpacked as a whole, in ascending order. */
  readonly restarts?: (packed: Bytes) => Promise<readonly PlacedRestart[]>;
}

/** Loads the unpackers of a platform: each brings a library, which few archives need. */
export type Unpackers = Readonly<Record<Packing, () => Promise<Unpacker>>>;

/** Unpackers that run everywhere. */
export const UNPACKERS: Unpackers = {
  gzip: async () => ({ unpack: (await import("./gzip.ts")).unpackGzip }),
  zstd: async () => ({ unpack: (await import("./zstd.ts")).unpackZstd }),
  xz: async () => ({
    unpack: (await import("./xz.ts")).unpackXz,
    restarts: (await import("./xz-index.ts")).xzRestarts,
  }),
  bzip2: async () => ({ unpack: (await import("./bzip2.ts")).unpackBzip2 }),
};
