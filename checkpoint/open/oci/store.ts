import { SourceError } from "../error.ts";
import { foldersWithImages } from "../images-folder.ts";
import { openBytes } from "../open-bytes.ts";
import type { Settings } from "../options.ts";
import type { Store } from "../store.ts";
import { type Blob, blobsIn } from "./layout.ts";

/** Media type of the images in the index of `ctr checkpoint`; see core/images/mediatypes.go of containerd. */
const CRIU = "application/vnd.containerd.container.criu.checkpoint.criu.tar";

/**
 * Opens the layer of an image of OCI that has the images of a checkpoint.
 *
 * @param outer the image layout; it is closed with the layer
 * @throws {SourceError} `no-images`, and the errors of opening a layer
 */
export async function layerStore(outer: Store, settings: Settings): Promise<Store> {
  const blobs = await blobsIn(outer);
  const layers = blobs.filter(({ mediaType }) => /tar(?:[.+]\w+)?$/.test(mediaType));
  const inOrder = [...layers.filter(isCriu), ...layers.filter((blob) => !isCriu(blob))];
  for (const { name, annotations } of inOrder) {
    const layer = await openBytes(outer.bytes(name), settings, async () => undefined);
    if (foldersWithImages(layer).size > 0) return joinedStore(outer, layer, annotations);
    await layer.close();
  }
  throw new SourceError(
    "no-images",
    `an image of OCI, but none of its ${layers.length} layers has a file with the name of an image`,
  );
}

const isCriu = ({ mediaType }: Blob): boolean => mediaType === CRIU;

function joinedStore(outer: Store, layer: Store, annotations: ReadonlyMap<string, string>): Store {
  return {
    ...layer,
    form: `oci in ${outer.form}`,
    annotations,
    close: async () => {
      await layer.close();
      await outer.close();
    },
  };
}
