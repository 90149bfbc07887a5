import type { JSX } from "preact";
import { ImageLink } from "../../parts/image-link.tsx";
import { visible } from "../../parts/text.ts";
import type { ListedImage } from "./listed.ts";

/** Number of rows: the list beside the table has all images. */
const MOST = 1000;

/** All images with their meanings, as long as none is chosen. */
export function ImageTable({
  checkpoint,
  images,
}: {
  readonly checkpoint: string;
  readonly images: readonly ListedImage[];
}): JSX.Element {
  return (
    <section class="image-table" aria-label="Images">
      <p class="quiet">Choose an image to see its entries beside its bytes.</p>
      <dl>
        {images.slice(0, MOST).map(({ file, about }) => (
          <div key={file}>
            <dt>
              <ImageLink checkpoint={checkpoint} file={file}>
                {visible(file)}
              </ImageLink>
            </dt>
            <dd class="quiet">{about}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
