import { type ArchiveForm, archiveOf } from "criu-checkpoint";
import type { Opened } from "../../engine/opened.ts";
import { Parts } from "../../engine/parts.ts";
import { BlobParts } from "../../engine/spool.ts";
import type { Call } from "../../rpc/message.ts";
import { editedBy } from "./edited.ts";

/** A file that the visitor has chosen, as far as this module needs it. */
export interface ChosenFile {
  createWritable(): Promise<FileSystemWritableFileStream>;
}

/** An archive that is written. */
export interface Wanted {
  readonly text: string;
  readonly form: ArchiveForm;
  /** File to write to; without one, the result is a Blob. */
  readonly file?: ChosenFile;
}

/**
 * Writes the edited checkpoint as an archive, piece by piece: memory does not grow with its size.
 *
 * @returns a Blob, which the browser keeps outside of the memory of the page; `undefined` if a file was given
 */
export async function archiveBy(opened: Opened, { text, form, file }: Wanted, call: Call): Promise<Blob | undefined> {
  const { checkpoint } = await editedBy(opened, text, call);
  const chunks = watched(archiveOf(checkpoint, {}, form), call);
  if (file === undefined) {
    const parts = new BlobParts();
    for await (const chunk of chunks) parts.add(chunk);
    return parts.blob();
  }
  const stream = await file.createWritable();
  try {
    for await (const chunk of chunks) await stream.write(new Uint8Array(chunk));
    await stream.close();
  } catch (error) {
    // The file stays as it was.
    await stream.abort();
    throw error;
  }
  return undefined;
}

/** Reports the bytes that pass, and lets other requests in. @throws the reason of the call's signal if that is aborted */
async function* watched(chunks: AsyncIterable<Uint8Array>, call: Call): AsyncGenerator<Uint8Array> {
  const parts = new Parts<never>(call);
  let written = 0;
  for await (const chunk of chunks) {
    written += chunk.length;
    call.progress(written, 0);
    await parts.turn();
    yield chunk;
  }
}
