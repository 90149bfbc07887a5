import type { Model } from "../../model/model.ts";
import { fieldName, type ImageNames, imageNames } from "../../model/modules.ts";
import { Imports, type ImportView } from "./imports.ts";
import { runtime } from "./runtime.ts";

export interface AllView {
  readonly images: readonly (ImageNames & { readonly image: string })[];
  /** The inventory: the image with the version of all others, and the field that holds it. */
  readonly inventory: { readonly image: string; readonly version: string } | undefined;
  readonly imports: readonly ImportView[];
}

const MODULE = "src/all.ts";

/** Plans the module with all images. Programs use it to read an image of unknown type, or a whole checkpoint. */
export function planAll(model: Model): AllView {
  const imports = new Imports(MODULE);
  const images = model.images.map((image) => ({ image: image.name, ...imageNames(model, image.name) }));
  for (const { module, type, descriptor, decode, encode } of images) {
    imports.type(module, type);
    for (const name of [descriptor, decode, encode]) imports.value(module, name);
  }
  const [inventory] = model.images.flatMap(({ name, version, layout }) =>
    version === undefined ? [] : [{ image: name, version: fieldName(model, layout.entries?.message ?? "", version) }],
  );
  for (const name of ["CheckpointFile", "Codec"]) imports.type(runtime("checkpoint"), name);
  for (const name of ["codecOf", "nameOf"]) imports.value(runtime("checkpoint"), name);
  imports.value(runtime("checks"), "checkOptions");
  imports.type(runtime("descriptor"), "ImageDescriptor");
  imports.type(runtime("framing"), "ReadOptions");
  imports.type(runtime("image"), "WriteOptions");
  imports.value(runtime("identify"), "byName");
  imports.value(runtime("identify"), "identify");
  imports.value(runtime("names"), "parseName");
  if (inventory !== undefined) planCheckpoint(imports);
  return { images, inventory, imports: imports.view() };
}

function planCheckpoint(imports: Imports): void {
  for (const name of ["Checkpoint", "CheckpointTable", "Files"]) imports.type(runtime("checkpoint"), name);
  imports.type(runtime("descriptor"), "Version");
  imports.value("src/magic.ts", "VERSIONS");
  imports.value(runtime("checkpoint"), "openCheckpointWith");
  imports.value(runtime("checkpoint"), "encodeCheckpointWith");
}
