import { type Bytes, chunksOf } from "../bytes/bytes.ts";
import { SourceError } from "./error.ts";
import { FORM_BYTES, type Form, formOf } from "./form.ts";
import type { Settings } from "./options.ts";
import type { Store } from "./store.ts";
import { packedStreamStore, streamStore } from "./stream/store.ts";
import { packedTarStore, tarStore } from "./tar/store.ts";
import { UnpackedBytes } from "./unpack/unpacked.ts";
import type { Packing } from "./unpack/unpackers.ts";

/** Suffixes of the compressed forms, as programs name their files. */
const SUFFIXES: Readonly<Record<Packing, string>> = { gzip: "gz", zstd: "zst", xz: "xz", bzip2: "bz2" };

/** Forms that are recognized, but not read. */
const REFUSED: Readonly<Partial<Record<Form, string>>> = {
  lz4: "compressed with lz4: `lz4 -d` unpacks it",
  zip: "a zip archive: unpack it, and open the folder",
};

/**
 * Opens an archive or a stream, plain or compressed, whose form its first bytes tell.
 *
 * @param close frees the bytes
 * @throws {SourceError} the bytes are freed then
 */
export async function openBytes(bytes: Bytes, settings: Settings, close: () => Promise<void>): Promise<Store> {
  try {
    const form = formOf(await bytes.read(0, FORM_BYTES));
    if (form === "tar") return await tarStore(bytes, settings, close);
    if (form === "stream") return await streamStore(bytes, settings, close);
    const refused = form === undefined ? NO_FORM : REFUSED[form];
    if (refused !== undefined) throw new SourceError("unknown-form", refused);
    return await openPacked(bytes, form as Packing, settings, close);
  } catch (error) {
    await close();
    throw error;
  }
}

const NO_FORM =
  "neither a folder nor an archive of a checkpoint: tar, plain or compressed with gzip, zstd, xz or bzip2, and streams of criu-image-streamer are read";

async function openPacked(
  packed: Bytes,
  packing: Packing,
  settings: Settings,
  closePacked: () => Promise<void>,
): Promise<Store> {
  const unpacked = new UnpackedBytes(packed, packing, settings);
  const close = async (): Promise<void> => {
    await unpacked.close();
    await closePacked();
  };
  try {
    const inner = formOf(await unpacked.read(0, FORM_BYTES));
    if (inner !== "tar" && inner !== "stream")
      throw new SourceError("unknown-form", `${packing} of no archive: unpack it`);
    const form = `${inner}.${SUFFIXES[packing]}`;
    if (settings.spool !== undefined) return await openSpooled(unpacked, form, settings, close);
    const open = inner === "tar" ? packedTarStore : packedStreamStore;
    return await open(unpacked, form, settings, close);
  } catch (error) {
    await unpacked.close();
    throw error;
  }
}

/** Unpacks all into the storage that the caller provides, and opens that. */
async function openSpooled(
  unpacked: UnpackedBytes,
  form: string,
  settings: Settings,
  close: () => Promise<void>,
): Promise<Store> {
  const spool = await settings.spool?.();
  if (spool === undefined) throw new TypeError("no spool");
  try {
    for await (const chunk of chunksOf(unpacked)) await spool.write(chunk);
    const bytes = await spool.bytes();
    const open = form.startsWith("tar") ? tarStore : streamStore;
    const store = await open(bytes, settings, () => spool.close());
    await close();
    return { ...store, form };
  } catch (error) {
    await spool.close();
    throw error;
  }
}
