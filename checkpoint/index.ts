/* Entry point without a file system: for browsers, and for bytes in memory. */

export { type Bytes, chunksOf, memoryBytes, partOf } from "./bytes/bytes.ts";
export { Checkpoint, type ImageFile } from "./open/checkpoint.ts";
export { imagesFolder } from "./open/images-folder.ts";
export { readFile, type Store, type StoredFile } from "./open/store.ts";
