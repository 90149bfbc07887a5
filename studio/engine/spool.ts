import { type Bytes, blobBytes, type Spool } from "criu-checkpoint";

/** Size of the parts that are handed to the browser, which can keep them on a disk. */
const PART = 16 << 20;

/** Creates storage for an unpacked archive: a Blob, which the browser keeps outside of the memory of the page. */
export async function blobSpool(): Promise<Spool> {
  const parts: Blob[] = [];
  let waiting: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  const flush = (): void => {
    if (waiting.length > 0) parts.push(new Blob(waiting));
    waiting = [];
    size = 0;
  };
  return {
    write: async (chunk) => {
      // Unpackers reuse their buffers.
      waiting.push(chunk.slice());
      size += chunk.length;
      if (size >= PART) flush();
    },
    bytes: async (): Promise<Bytes> => {
      flush();
      return blobBytes(new Blob(parts));
    },
    close: async () => {
      parts.length = 0;
      waiting = [];
    },
  };
}
