/** A compression that archives have. */
export type Packing = "gzip" | "zstd" | "xz" | "bzip2";

/**
 * Unpacks a stream, which may consist of several parts: members of gzip, frames of zstd, streams of xz or bzip2.
 *
 * @param window largest window or dictionary, in bytes
 * @throws {SourceError} `too-large` if the stream needs a larger one; any other error if it is damaged or truncated
 */
export type Unpack = (packed: AsyncIterable<Uint8Array>, window: number) => AsyncGenerator<Uint8Array>;

/** Loads the unpackers of a platform: each brings a library, which few archives need. */
export type Unpackers = Readonly<Record<Packing, () => Promise<Unpack>>>;

/** Unpackers that run everywhere. */
export const UNPACKERS: Unpackers = {
  gzip: async () => (await import("./gzip.ts")).unpackGzip,
  zstd: async () => (await import("./zstd.ts")).unpackZstd,
  xz: async () => (await import("./xz.ts")).unpackXz,
  bzip2: async () => (await import("./bzip2.ts")).unpackBzip2,
};
