import type { Checkpoint } from "../open/checkpoint.ts";
import { SourceError } from "../open/error.ts";
import { type Changes, savedFiles } from "./content.ts";
import { tarOf } from "./tar.ts";

/** Form of an archive that is written. */
export type ArchiveForm = "tar" | "tar.gz" | "tar.zst";

/** Compresses a stream. */
type Pack = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** Compressions by form; the plain one has none. */
const PACKERS: Readonly<Record<ArchiveForm, Pack>> = {
  tar: (chunks) => chunks,
  "tar.gz": (chunks) => through(chunks, new CompressionStream("gzip")),
  "tar.zst": inZstd,
};

/** Loads the library of zstd only if it is needed. */
async function* inZstd(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const { packZstd } = await import("./zstd.ts");
  yield* packZstd(chunks);
}

/**
 * Writes a checkpoint as an archive, which the caller stores.
 *
 * @param form form of the archive; by default that of the checkpoint's source
 * @throws {SourceError} `unsupported` if that form is not written
 * @throws {ImageError} if an image cannot be read or written
 */
export async function* archiveOf(
  checkpoint: Checkpoint,
  changes: Changes = {},
  form: string = checkpoint.store.form,
): AsyncGenerator<Uint8Array> {
  if (!isWritten(form)) {
    const others = Object.keys(PACKERS).join(", ");
    throw new SourceError("unsupported", `${form} cannot be written: choose another form, one of ${others}`);
  }
  yield* PACKERS[form](tarOf(savedFiles(checkpoint, changes)));
}

function isWritten(form: string): form is ArchiveForm {
  return Object.hasOwn(PACKERS, form);
}

async function* through(
  chunks: AsyncIterable<Uint8Array>,
  { readable, writable }: CompressionStream,
): AsyncGenerator<Uint8Array> {
  const writer = writable.getWriter();
  const written = (async () => {
    // A copy, because its type excludes shared memory.
    for await (const chunk of chunks) await writer.write(new Uint8Array(chunk));
    await writer.close();
  })();
  written.catch((error: unknown) => writer.abort(error));
  const reader = readable.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  await written;
}
