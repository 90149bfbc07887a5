import type { Checkpoint } from "../open/checkpoint.ts";
import { SourceError } from "../open/error.ts";
import { type Changes, savedFiles } from "./content.ts";
import { tarOf } from "./tar.ts";

/** Form of an archive that is written. */
export type ArchiveForm = "tar" | "tar.gz" | "tar.zst";

/** Compresses a stream. */
type Pack = (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

/** Compressions of a platform, by form; the plain one has none. */
export type Packers = Readonly<Partial<Record<string, Pack>>>;

/** Compressions that are everywhere. */
export const PACKERS: Packers = {
  tar: (chunks) => chunks,
  "tar.gz": (chunks) => through(chunks, new CompressionStream("gzip")),
};

/**
 * Writes a checkpoint as an archive, which the caller stores.
 *
 * @param form form of the archive; by default that of the checkpoint's source
 * @throws {SourceError} `unsupported` if the platform does not write that form
 * @throws {ImageError} if an image cannot be read or written
 */
export async function* archiveOf(
  checkpoint: Checkpoint,
  changes: Changes = {},
  form: string = checkpoint.store.form,
  packers: Packers = PACKERS,
): AsyncGenerator<Uint8Array> {
  const pack = packers[form];
  if (pack === undefined) {
    const others = Object.keys(packers).join(", ");
    throw new SourceError("unsupported", `${form} cannot be written here: choose another form, one of ${others}`);
  }
  yield* pack(tarOf(savedFiles(checkpoint, changes)));
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
