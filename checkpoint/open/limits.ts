/** Limits of a source that may come from a stranger. A caller can raise each of them. */
export interface Limits {
  /** Number of entries of an archive; by default 100 000. Their names may have 256 bytes each, on average. */
  readonly entries: number;
  /** Bytes that a compressed archive may have when it is unpacked, however small it is; by default 1 GiB. */
  readonly unpacked: number;
  /** Unpacked bytes for each byte of a compressed archive that goes beyond `unpacked`; by default 1000. */
  readonly ratio: number;
  /** Window of zstd and dictionary of xz, in bytes: the memory that unpacking takes; by default 64 MiB. */
  readonly window: number;
}

/** Sizes that decide which files of a compressed archive are kept in memory. The others are unpacked again on demand. */
export interface Kept {
  /** Largest file, in bytes; by default 1 MiB. */
  readonly file: number;
  /** All files together, in bytes; by default 32 MiB. */
  readonly total: number;
}

export const LIMITS: Limits = { entries: 100_000, unpacked: 2 ** 30, ratio: 1000, window: 2 ** 26 };

export const KEPT: Kept = { file: 2 ** 20, total: 2 ** 25 };
