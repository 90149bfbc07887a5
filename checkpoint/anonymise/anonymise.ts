import { PRIVACY } from "criu-images/relations";
import type { Checkpoint } from "../open/checkpoint.ts";
import { Pseudonyms } from "./pseudonyms.ts";
import { type Anonymised, Work } from "./work.ts";

/** Options of making a checkpoint anonymous. */
export interface AnonymiseOptions {
  /** At least 16 random bytes: the same key gives the same pseudonyms. By default it is random, and stored nowhere. */
  readonly key?: Uint8Array;
  /** Classes of privacy whose content stays as it is, and `log`. */
  readonly keep?: Iterable<string>;
  /** Is called after each file, with the bytes that are done and those of all files. */
  readonly progress?: (done: number, total: number) => unknown;
  readonly signal?: AbortSignal;
}

/** Class of logs, which no image has. */
const LOG = "log";

/** Classes of content that can be kept, with their descriptions. */
export const PRIVACY_CLASSES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(PRIVACY).map(([name, { about }]) => [name, about])),
  [LOG]: "Logs of CRIU and of the container",
};

/**
 * Replaces all private content of a checkpoint and its parents: by pseudonyms if others refer to it, and by zeros if not.
 * Content that is not known to be harmless is private. Nothing is written, and the given checkpoint stays as it is.
 *
 * @throws {RangeError} if the key is too short, or a class to keep is unknown
 * @throws {SourceError} `too-large` if compressed pages unpack to far more bytes than are stored
 */
export async function anonymiseCheckpoint(
  checkpoint: Checkpoint,
  { key, keep = [], progress, signal }: AnonymiseOptions = {},
): Promise<Anonymised> {
  const kept = new Set(keep);
  for (const name of kept) if (!Object.hasOwn(PRIVACY_CLASSES, name)) throw unknownClass(name);
  const step = (done: number, total: number): void => {
    signal?.throwIfAborted();
    progress?.(done, total);
  };
  return new Work(await Pseudonyms.of(key), kept, step).of(checkpoint);
}

function unknownClass(name: string): RangeError {
  return new RangeError(
    `there is no class of privacy ${JSON.stringify(name)}: known are ${Object.keys(PRIVACY_CLASSES).join(", ")}`,
  );
}
