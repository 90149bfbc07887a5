import { type Bytes, blobBytes, type Spool } from "criu-checkpoint";

/** Size of the parts that are handed to the browser, which can keep them on a disk. */
const PART = 16 << 20;

/** Bytes that grow: a Blob, which the browser keeps outside of the memory of the page. */
export class BlobParts {
  #parts: Blob[] = [];
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;

  /** Adds a copy of bytes: those who write them reuse their buffers. */
  add(chunk: Uint8Array): void {
    this.#waiting.push(chunk.slice());
    this.#size += chunk.length;
    if (this.#size >= PART) this.#flush();
  }

  blob(): Blob {
    this.#flush();
    return new Blob(this.#parts);
  }

  clear(): void {
    this.#parts = [];
    this.#waiting = [];
  }

  #flush(): void {
    if (this.#waiting.length > 0) this.#parts.push(new Blob(this.#waiting));
    this.#waiting = [];
    this.#size = 0;
  }
}

/** Creates storage for an unpacked archive. */
export async function blobSpool(): Promise<Spool> {
  const parts = new BlobParts();
  return {
    write: async (chunk) => parts.add(chunk),
    bytes: async (): Promise<Bytes> => blobBytes(parts.blob()),
    close: async () => parts.clear(),
  };
}
