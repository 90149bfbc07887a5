import type { Checkpoint, Store, StoredFile } from "criu-checkpoint";

/** Kind of an entry beside the images that is not a regular file. */
export type OtherKind = Exclude<StoredFile["kind"], "file">;

/** The images of a checkpoint, in a folder or in an archive, and the files beside them. */
export interface Source {
  /** Path of the checkpoint, as the user gave it. */
  readonly path: string;
  readonly store: Store;
  /** The checkpoint with its parents; absent if no file has the name of an image. */
  readonly checkpoint: Checkpoint | undefined;
  /** Folder of the images in the store: empty, or with a slash at its end. */
  readonly folder: string;
  /** Names of the regular files in it, sorted. */
  readonly names: readonly string[];
  /** Kinds of the other entries in it, by name; none of them is opened. */
  readonly others: ReadonlyMap<string, OtherKind>;
  /** Returns the place of a file for messages: a path, or that of an archive and a name in it. */
  where(name: string): string;
  size(name: string): number;
  /** Reads the first bytes of a file. */
  start(name: string, size: number): Promise<Uint8Array>;
  read(name: string): Promise<Uint8Array>;
  chunks(name: string): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}
