import { ImageError } from "criu-images";
import { type AnyImage, encodeAnyImage } from "criu-images/all";
import { type Bytes, memoryBytes } from "../bytes/bytes.ts";
import { schemaOf } from "../draft/image-schemas.ts";
import type { ImageFile } from "../images/images.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import { classOf, UNKNOWN } from "./classes.ts";
import { copyOf } from "./image.ts";
import { KNOWN } from "./names.ts";
import { keepsPages, type StoredBlocks } from "./pages.ts";
import type { Pseudonyms } from "./pseudonyms.ts";
import type { Tally } from "./report.ts";
import { replaceValue } from "./values.ts";
import { zeroBytes } from "./zeros.ts";

/** Replaces the private content of images. */
export class ImageFiles {
  readonly #pseudonyms: Pseudonyms;
  readonly #kept: ReadonlySet<string>;
  readonly #tally: Tally;

  constructor(pseudonyms: Pseudonyms, kept: ReadonlySet<string>, tally: Tally) {
    this.#pseudonyms = pseudonyms;
    this.#kept = kept;
    this.#tally = tally;
  }

  /** Returns the bytes of an image without private content; `undefined` if it, or its name, cannot be read. */
  async replaced(checkpoint: Checkpoint, file: ImageFile, blocks: StoredBlocks): Promise<Bytes | undefined> {
    // A word in a name can be anything, a number cannot.
    if (typeof file.id === "string" && !KNOWN.has(file.id)) {
      this.#tally.leftOut("unknown");
      return undefined;
    }
    if (schemaOf(file.image).magic === undefined) return this.#raw(checkpoint, file, blocks);
    const image = await checkpoint.decode(file).catch((error: unknown) => {
      if (error instanceof ImageError) return undefined;
      throw error;
    });
    if (image !== undefined) return memoryBytes(await this.#decoded(image, file, blocks));
    this.#tally.leftOut("unreadable");
    return undefined;
  }

  /** Returns a raw image as it is, or zeros of its size. */
  #raw(checkpoint: Checkpoint, file: ImageFile, { sizes }: StoredBlocks): Bytes {
    const { name } = classOf(file.image, file.image) ?? UNKNOWN;
    if (this.#kept.has(name)) return checkpoint.bytesOf(file);
    this.#tally.replaced(file.file, file.image, name);
    return zeroBytes(sizes.get(file.file) ?? file.size);
  }

  async #decoded(original: AnyImage, file: ImageFile, { described }: StoredBlocks): Promise<Uint8Array> {
    const keepsUnknown = keepsPages(file.image, this.#kept) && described.has(file.file);
    const { image, values, unknown } = copyOf(original, keepsUnknown);
    const isBig = "byteOrder" in image && image.byteOrder === "big";
    this.#tally.unknown(unknown);
    for (const value of values) {
      if (this.#kept.has(value.privacy.name)) continue;
      await replaceValue(value, this.#pseudonyms, isBig);
      this.#tally.replaced(file.file, value.field, value.privacy.name);
    }
    return encodeAnyImage(image);
  }
}
