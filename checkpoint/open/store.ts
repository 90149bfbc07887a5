import { ImageError } from "criu-images";
import type { Bytes } from "../bytes/bytes.ts";

/** An entry of a store. */
export interface StoredFile {
  /** Name with its folders: `checkpoint/pstree.img`. See `nameBytes` for a name that is not UTF-8. */
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "pipe" | "socket" | "device";
  /** Number of bytes; 0 if it is not a file. */
  readonly size: number;
  /** Target of a link. It is data: nothing is opened through it. */
  readonly target?: string;
}

/**
 * Something odd in a source that did not prevent reading the rest.
 *
 * - `duplicate`: an entry has the name of an earlier one, and replaces it
 * - `unsafe-name`: an entry with an absolute name, or one that leads out of the archive, is left out
 * - `below-file`: an entry lies below one that is not a folder
 * - `no-target`: the target of a hard link is no earlier file of the archive
 * - `unknown-type`: an entry of an unknown type is read as a file
 * - `no-end`: the archive has no mark at its end, so it may have been cut there
 * - `trailing-data`: other data follow the end of the archive
 */
export interface StoreProblem {
  readonly code: "duplicate" | "unsafe-name" | "below-file" | "no-target" | "unknown-type" | "no-end" | "trailing-data";
  /** Name of the entry, as it is in the source. */
  readonly name?: string;
  /** Place of the entry in the archive, in bytes; unpacked ones if it is compressed. */
  readonly offset: number;
}

const PROBLEMS: Readonly<Record<StoreProblem["code"], string>> = {
  duplicate: "there are several entries of this name, and the last one counts",
  "unsafe-name": "left out, because its name leads out of the folder",
  "below-file": "left out, because its folder is a file or a link",
  "no-target": "left out, because it is a link to an entry that is not there",
  "unknown-type": "its type is unknown: it is read as a file",
  "no-end": "the archive has no end mark: it may be cut",
  "trailing-data": "there are more bytes after the end of the archive",
};

/** Describes an oddity of a source, without the name of the entry. */
export function problemText({ code }: StoreProblem): string {
  return PROBLEMS[code];
}

/** A blob of an image of OCI. */
export interface StoreBlob {
  /** Name in the image: `blobs/sha256/…`. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Bytes;
}

/** Files of one source: a folder, an archive, an image of OCI. Nothing is unpacked. */
export interface Store {
  /** Form of the source: `folder`, `tar`, `tar.gz`, … */
  readonly form: string;
  /** All entries by name, in the order of the source. */
  readonly files: ReadonlyMap<string, StoredFile>;
  /** Oddities of an archive; none of a folder. */
  readonly problems: readonly StoreProblem[];
  /** Annotations of an image of OCI; none of other sources. */
  readonly annotations: ReadonlyMap<string, string>;
  /** Blobs of an image of OCI beside the layer with the images; absent in other sources. */
  readonly blobs?: readonly StoreBlob[];
  /**
   * Returns the bytes of a regular file. Nothing is read yet.
   *
   * @throws {ImageError} `no-file` if there is no regular file of that name
   */
  bytes(name: string): Bytes;
  /** Frees what the store holds open. It cannot be read afterwards. */
  close(): Promise<void>;
}

/** Largest file that is read as a whole, in bytes. */
const WHOLE = 2 ** 29;

/**
 * Reads a whole file of a store.
 *
 * @throws {ImageError} `no-file`; `too-much` if it has more than 512 MiB: read ranges of its `bytes` instead
 */
export async function readFile(store: Store, name: string): Promise<Uint8Array> {
  const bytes = store.bytes(name);
  if (bytes.size <= WHOLE) return bytes.read(0, bytes.size);
  throw new ImageError("too-much", `${name} is too large to be read at once`, {
    expected: `at most ${WHOLE} bytes`,
    found: `${bytes.size}`,
  });
}

/** Creates the error for a file that is not opened: a link could lead out of the checkpoint, and a pipe block for ever. */
export function notRegular(file: StoredFile | undefined): ImageError {
  const found = file === undefined ? "no such file" : `a ${file.kind}`;
  return new ImageError("no-file", "only regular files of a checkpoint are read", { found });
}
