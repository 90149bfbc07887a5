import type { ImagePlan } from "../../plan/image.ts";
import type { MagicsPlan } from "../../plan/magics.ts";
import type { Attributes } from "./attributes.ts";
import { imageNames } from "./names.ts";

/** Returns the view of the module with the rows of all images, and the registry of magics. */
export function catalogView(images: readonly ImagePlan[], magics: MagicsPlan, attributes: Attributes): object {
  const inventory = images.find(({ version }) => version !== undefined);
  return {
    images: images.map((image) => ({ ...imageNames(image), image: image.name, row: image })),
    ...magics,
    inventory: inventory && {
      image: inventory.name,
      attr: attributes.of(inventory.entries?.message.name ?? "").get(inventory.version ?? ""),
    },
  };
}
