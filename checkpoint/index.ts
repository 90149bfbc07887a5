/* Entry point without a file system: for browsers, and for bytes in memory. */

export { type Bytes, blobBytes, chunksOf, memoryBytes, partOf } from "./bytes/bytes.ts";
export { Checkpoint, type ImageFile, type Parent } from "./open/checkpoint.ts";
export { SourceError, type SourceErrorCode } from "./open/error.ts";
export { FORM_BYTES, type Form, formOf } from "./open/form.ts";
export { foldersWithImages, imagesFolder } from "./open/images-folder.ts";
export type { Kept, Limits } from "./open/limits.ts";
export type { Metadata } from "./open/metadata/metadata.ts";
export type { Mount } from "./open/metadata/mounts.ts";
export type { Interface } from "./open/metadata/network.ts";
export type { Spool, StoreOptions } from "./open/options.ts";
export { readFile, type Store, type StoredFile, type StoreProblem } from "./open/store.ts";
export { nameBytes } from "./open/tar/name.ts";
export { type ByteSource, type CheckpointOptions, openCheckpoint, openStore } from "./open/universal.ts";
export { FORMAT, type Format } from "./relations/format.ts";
export { type Entity, type EntryOf, type Graph, graphOf, type Target } from "./relations/graph.ts";
export type { Id } from "./relations/message.ts";
export type { Place } from "./relations/place.ts";
export type { Definition, Reference } from "./relations/spaces.ts";
export { type ArchiveForm, archiveOf } from "./save/archive.ts";
export type { Changes } from "./save/content.ts";
export { CODES, type FindingCode } from "./validate/codes.ts";
export type { Finding } from "./validate/finding.ts";
export { type ValidateOptions, validate } from "./validate/validate.ts";
