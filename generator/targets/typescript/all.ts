import type { ImagePlan } from "../../plan/image.ts";
import { Imports, type ImportView } from "./imports.ts";
import { type ImageNames, imageNames } from "./names.ts";
import { runtime } from "./runtime.ts";

/** The inventory: the image with the version of all others, and the field that holds it. */
export interface InventoryView {
  readonly image: string;
  readonly version: string;
}

export interface AllView {
  readonly images: readonly (ImageNames & { readonly image: string })[];
  readonly inventory: InventoryView | undefined;
  readonly imports: readonly ImportView[];
}

const MODULE = "src/all.ts";

/**
 * Returns the view of the module with all images. Programs use it to read an image of unknown type, or a whole
 * checkpoint.
 */
export function allView(plans: readonly ImagePlan[]): AllView {
  const imports = new Imports(MODULE);
  const images = plans.map((image) => ({ image: image.name, ...imageNames(image) }));
  for (const { module, type, descriptor, decode, encode } of images) {
    imports.type(module, type);
    for (const name of [descriptor, decode, encode]) imports.value(module, name);
  }
  for (const name of ["CheckpointFile", "Codec"]) imports.type(runtime("image/checkpoint"), name);
  for (const name of ["codecOf", "identifyFile", "nameOf"]) imports.value(runtime("image/checkpoint"), name);
  imports.value(runtime("wire/checks"), "checkOptions");
  imports.type(runtime("image/descriptor"), "ImageDescriptor");
  imports.type(runtime("image/framing"), "ReadOptions");
  imports.type(runtime("image/image"), "WriteOptions");
  imports.value(runtime("image/identify"), "identify");
  const inventory = inventoryOf(plans);
  if (inventory !== undefined) importCheckpoint(imports);
  return { images, inventory, imports: imports.view() };
}

/** Returns the inventory, if the package has it. */
export function inventoryOf(images: readonly ImagePlan[]): InventoryView | undefined {
  const [inventory] = images.flatMap(({ name, version }) => (version === undefined ? [] : [{ image: name, version }]));
  return inventory;
}

function importCheckpoint(imports: Imports): void {
  for (const name of ["Checkpoint", "CheckpointTable", "Files"]) imports.type(runtime("image/checkpoint"), name);
  imports.type(runtime("image/descriptor"), "Version");
  imports.value("src/magic.ts", "VERSIONS");
  imports.value(runtime("image/checkpoint"), "openCheckpointWith");
  imports.value(runtime("image/checkpoint"), "encodeCheckpointWith");
}
