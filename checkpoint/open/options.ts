import type { Bytes } from "../bytes/bytes.ts";
import { KEPT, type Kept, LIMITS, type Limits } from "./limits.ts";
import { UNPACKERS, type Unpackers } from "./unpack/unpackers.ts";

/** Storage for an unpacked archive. */
export interface Spool {
  write(chunk: Uint8Array): Promise<void>;
  /** Returns the bytes that were written. */
  bytes(): Promise<Bytes>;
  /** Frees the storage. */
  close(): Promise<void>;
}

/** Options of opening a source. */
export interface StoreOptions {
  readonly limits?: Partial<Limits>;
  readonly kept?: Partial<Kept>;
  /** Creates storage for a compressed archive: it is unpacked once, and all its files are read from there. */
  readonly spool?: () => Promise<Spool>;
  /** Is called for each chunk of a compressed archive, with the bytes that are done and those of the whole archive. */
  readonly progress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
}

/** The options, complete, with the unpackers of the platform. */
export interface Settings extends Pick<StoreOptions, "spool" | "progress" | "signal"> {
  readonly limits: Limits;
  readonly kept: Kept;
  readonly unpackers: Unpackers;
}

/** Completes the options by their defaults. */
export function settingsOf(options: StoreOptions, unpackers: Unpackers = UNPACKERS): Settings {
  return { ...options, limits: { ...LIMITS, ...options.limits }, kept: { ...KEPT, ...options.kept }, unpackers };
}
