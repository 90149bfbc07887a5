import { SourceError } from "../error.ts";
import { foldersWithImages } from "../images-folder.ts";
import { openBytes } from "../open-bytes.ts";
import type { Settings } from "../options.ts";
import type { Origin } from "../parents.ts";
import type { Store } from "../store.ts";
import { type Blob, blobsIn, isLayout } from "./layout.ts";

/* Media types of archives in the index of `ctr checkpoint`; see core/images/mediatypes.go of containerd. */

/** The images. */
const CRIU = "application/vnd.containerd.container.criu.checkpoint.criu.tar";

/** The pre-dump that the images are based on. */
const PRE_DUMP = "application/vnd.containerd.container.criu.checkpoint.predump.tar";

/**
 * Opens the image of OCI in a store, if it has one. The store is closed if that fails.
 *
 * @throws {SourceError} as `layerOrigin` does
 */
export async function layoutOrigin(store: Store, settings: Settings): Promise<Origin> {
  if (!isLayout(store)) return { store };
  try {
    return await layerOrigin(store, settings);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Opens the layer of an image of OCI that has the images of a checkpoint.
 *
 * @param outer the image layout; it is closed with the layer
 * @throws {SourceError} `no-images`, and the errors of opening a layer
 */
async function layerOrigin(outer: Store, settings: Settings): Promise<Origin> {
  const blobs = await blobsIn(outer);
  const layers = blobs.filter(({ mediaType }) => /tar(?:[.+]\w+)?$/.test(mediaType));
  const [preDumps, others] = split(layers, PRE_DUMP);
  const [criu, ordinary] = split(others, CRIU);
  for (const blob of [...criu, ...ordinary]) {
    const layer = await openLayer(outer, blob, settings);
    if (foldersWithImages(layer).size > 0) {
      const [preDump] = preDumps;
      return {
        store: joinedStore(outer, layer, blob, blobs),
        ...(preDump !== undefined && { outside: async () => ({ store: await openLayer(outer, preDump, settings) }) }),
      };
    }
    await layer.close();
  }
  throw new SourceError(
    "no-images",
    `an image of OCI, but none of its ${layers.length} layers has a file with the name of an image`,
  );
}

/** Splits blobs into those of a media type, and the others. */
function split(blobs: readonly Blob[], wanted: string): [own: Blob[], others: Blob[]] {
  return [blobs.filter(({ mediaType }) => mediaType === wanted), blobs.filter(({ mediaType }) => mediaType !== wanted)];
}

function openLayer(outer: Store, { name }: Blob, settings: Settings): Promise<Store> {
  return openBytes(outer.bytes(name), settings, async () => undefined);
}

function joinedStore(outer: Store, layer: Store, own: Blob, blobs: readonly Blob[]): Store {
  const beside = blobs.filter(({ name, list }) => list === own.list && name !== own.name);
  return {
    ...layer,
    form: `oci in ${outer.form}`,
    annotations: own.annotations,
    blobs: beside.flatMap(({ name, mediaType }) =>
      outer.files.get(name)?.kind === "file" ? { name, mediaType, bytes: outer.bytes(name) } : [],
    ),
    close: async () => {
      await layer.close();
      await outer.close();
    },
  };
}
