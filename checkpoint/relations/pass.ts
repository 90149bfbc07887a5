import { type ImageLayout, type MeasuredImage, measureImage, numberIn, type PassedMessage } from "criu-images/layouts";
import { chunksOf } from "../bytes/bytes.ts";
import type { ImageFile, ImageSet } from "../images/images.ts";
import type { Format } from "./format.ts";
import { type Id, Message, readInto, type Strangers } from "./message.ts";
import type { Entry } from "./place.ts";
import { Shapes } from "./shape.ts";

/** Receives the images of a checkpoint, one after the other. */
export interface Taker {
  /** Takes a message: the first one, an entry, or one of an extra. */
  readonly take: (entry: Entry) => void;
  /** Takes a field that the format does not declare, or a value that an enum does not name. */
  readonly stranger?: (stranger: Stranger) => void;
  /** Takes an inventory whose version the format does not name. */
  readonly unknownVersion?: (entry: Entry, field: string, version: Id) => void;
  /**
   * Takes the end of an image.
   *
   * @param measured its structure and problems; `undefined` if it is raw
   */
  readonly end?: (file: ImageFile, measured: MeasuredImage | undefined) => void;
  /** Is called after each image: lets others work, or throws an error that ends the pass. */
  readonly pause?: () => Promise<void>;
  /** Images that are read; all if it is absent. The inventory is read in any case. */
  readonly images?: ReadonlySet<string>;
  /** Takes an error that prevents reading: another image's magic, or an error of the store. */
  readonly fail?: (file: ImageFile, error: unknown) => void;
}

/** An unknown field, or an unknown value of an enum. */
export interface Stranger {
  readonly entry: Entry;
  /** Message with the field. */
  readonly message: string;
  /** Number of an unknown field, or name of the field with an unknown value. */
  readonly field: number | string;
  readonly value?: Id;
  /** Path of the message, or of the field, in the entry. */
  readonly path: string;
  readonly offset: number;
}

/**
 * Reads all images with messages, each once, and holds one message at a time. The inventory comes first, then the images
 * that conditions need, then those with keys, so that few references have to wait for their key.
 *
 * @throws {Error} the errors of the store, unless `fail` takes them
 */
export async function passImages(checkpoint: ImageSet, format: Format, taker: Taker): Promise<void> {
  const pass = new Pass(checkpoint, format, taker);
  for (const file of pass.inOrder()) {
    await pass.read(file);
    await taker.pause?.();
  }
}

/**
 * Reads the messages of one image.
 *
 * @param shapes shapes of the format's messages, for several images
 * @throws {ImageError} its first problem
 * @throws {Error} the errors of the store
 */
export async function readImage(
  checkpoint: ImageSet,
  file: ImageFile,
  { format, shapes }: { readonly format: Format; readonly shapes: Shapes },
  take: (entry: Entry) => void,
): Promise<void> {
  const end: Taker["end"] = (_, measured) => {
    const [problem] = measured?.problems ?? [];
    if (problem !== undefined) throw problem;
  };
  await new Pass(checkpoint, format, { take, end }, shapes).read(file);
}

class Pass {
  readonly #checkpoint: ImageSet;
  readonly #format: Format;
  readonly #taker: Taker;
  readonly #shapes: Shapes;
  readonly #layouts = new Map<string, readonly ImageLayout[]>();
  /** Framing of the images after the inventory. */
  #version: "v1.0" | "v1.1" | undefined;

  constructor(checkpoint: ImageSet, format: Format, taker: Taker, shapes: Shapes = new Shapes(format)) {
    this.#checkpoint = checkpoint;
    this.#format = format;
    this.#taker = taker;
    this.#shapes = shapes;
  }

  /** Sorts images: the inventory, those that conditions need, those with keys, all others. */
  inOrder(): ImageFile[] {
    const imagesIn = (paths: Iterable<string>): Set<string> =>
      new Set([...paths].map((path) => path.split(".")[0] ?? ""));
    const inventories = new Set(
      this.#format.layouts.flatMap(({ image, version }) => (version === undefined ? [] : image)),
    );
    const ranks = [inventories, imagesIn(this.#shapes.before), imagesIn(this.#shapes.keys)];
    const rankOf = ({ image }: ImageFile): number =>
      (ranks.findIndex((images) => images.has(image)) + ranks.length + 1) % (ranks.length + 1);
    const { images } = this.#taker;
    const read = this.#checkpoint.images.filter(
      ({ image }) => images === undefined || images.has(image) || inventories.has(image),
    );
    return read.sort((a, b) => rankOf(a) - rankOf(b));
  }

  async read(file: ImageFile): Promise<void> {
    const layouts = this.#layoutsOf(file);
    if (layouts[0]?.magic === undefined) return this.#taker.end?.(file, undefined);
    try {
      const bytes = this.#checkpoint.bytesOf(file);
      const measured = await measureImage(layouts, chunksOf(bytes), {
        file: file.file,
        size: bytes.size,
        onMessage: (passed) => this.#take(file, passed),
        ...(this.#version !== undefined && { version: this.#version }),
      });
      this.#taker.end?.(file, measured);
    } catch (error) {
      if (this.#taker.fail === undefined) throw error;
      this.#taker.fail(file, error);
    }
  }

  /** Returns the rows with the format of the file's name: that of the image comes first. */
  #layoutsOf({ image }: ImageFile): readonly ImageLayout[] {
    const known = this.#layouts.get(image);
    if (known !== undefined) return known;
    const own = this.#format.layouts.find((layout) => layout.image === image);
    const found = this.#format.layouts.filter(({ file }) => file === own?.file);
    this.#layouts.set(image, found);
    return found;
  }

  #take(file: ImageFile, { layout, bytes, image, path, offset }: PassedMessage): void {
    const isOwn = layout === image.entries || layout === image.first;
    const [, index, inner = ""] = /^entries\[(\d+)\](?:\.(.*))?$/.exec(path) ?? [];
    const message = new Message(layout, isOwn ? this.#shapes.of(image, layout) : undefined, undefined, inner);
    const entry: Entry = { file, entry: index === undefined ? undefined : Number(index), message, offset };
    readInto(message, bytes, offset, { image: image.image, strangers: this.#strangersIn(entry) });
    if (image.version !== undefined && isOwn) {
      const value = numberIn(layout, bytes, image.version, image.image);
      const known = this.#format.versions.find((one) => one.value === value);
      this.#version = known && (known.heads ? "v1.1" : "v1.0");
      if (known === undefined) this.#taker.unknownVersion?.(entry, image.version, value);
    }
    this.#taker.take(entry);
  }

  #strangersIn(entry: Entry): Strangers {
    return {
      field: (owner, number, offset) =>
        this.#taker.stranger?.({ entry, message: owner.layout.message, field: number, path: owner.pathTo(""), offset }),
      value: (owner, { name }, value, offset) =>
        this.#taker.stranger?.({
          entry,
          message: owner.layout.message,
          field: name,
          value,
          path: owner.pathTo(name),
          offset,
        }),
    };
  }
}
