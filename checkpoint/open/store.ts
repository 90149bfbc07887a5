import { ImageError } from "criu-images";
import type { Bytes } from "../bytes/bytes.ts";

/** An entry of a store. */
export interface StoredFile {
  /** Name with its folders: `checkpoint/pstree.img`. */
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "pipe" | "socket" | "device";
  /** Number of bytes; 0 if it is not a file. */
  readonly size: number;
  /** Target of a link. It is data: nothing is opened through it. */
  readonly target?: string;
}

/** Files of one source: a folder, an archive, an image of OCI. Nothing is unpacked. */
export interface Store {
  /** Form of the source: `folder`, `tar`, `tar.gz`, … */
  readonly form: string;
  /** All entries by name, in the order of the source. */
  readonly files: ReadonlyMap<string, StoredFile>;
  /**
   * Returns the bytes of a regular file. Nothing is read yet.
   *
   * @throws {ImageError} `no-file` if there is no regular file of that name
   */
  bytes(name: string): Bytes;
  /** Frees what the store holds open. It cannot be read afterwards. */
  close(): Promise<void>;
}

/** Reads a whole file of a store. */
export function readFile(store: Store, name: string): Promise<Uint8Array> {
  const bytes = store.bytes(name);
  return bytes.read(0, bytes.size);
}

/** Creates the error for a file that is not opened: a link could lead out of the checkpoint, and a pipe block for ever. */
export function notRegular(file: StoredFile | undefined): ImageError {
  const found = file === undefined ? "no such file" : `a ${file.kind}`;
  return new ImageError("no-file", "only regular files of a checkpoint are read", { found });
}
