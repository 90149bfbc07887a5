import type { Model } from "../../generator/model/model.ts";
import { planSamples } from "../../generator/plan/samples.ts";
import { schemaOf } from "../../inspect/schema/of-model.ts";
import type { Call } from "../rpc/message.ts";
import { type OpenImage, readContent } from "../views/image/content.ts";
import { factsOf, type ImageFacts } from "../views/image/places.ts";
import type { Trial } from "./trial.ts";

/** An image that is decoded by the schema that is tried. */
export interface DecodedImage {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Facts about the image, and whether the schema allowed to decode it again. */
export interface Decoded extends ImageFacts {
  readonly isStale: boolean;
}

/** Decodes an image by the schema, as it is or as it was when it had no problems. */
export class Decoder {
  readonly #trial: Trial;
  #image: DecodedImage | undefined;
  #model: Model | undefined;
  #open: { readonly model: Model; readonly image: DecodedImage; readonly is: OpenImage } | undefined;

  constructor(trial: Trial) {
    this.#trial = trial;
  }

  set image(image: DecodedImage | undefined) {
    this.#image = image;
  }

  /** Decodes the image; `undefined` if there is none, or the schema had problems from its beginning. */
  async decode(progress: Call["progress"]): Promise<Decoded | undefined> {
    const isStale = this.#trial.isRefused;
    if (!isStale) this.#model = this.#trial.session.now.loaded.model;
    const image = this.#image;
    if (this.#model === undefined || image === undefined) return undefined;
    if (this.#open?.model !== this.#model || this.#open.image !== image) {
      this.#open = { model: this.#model, image, is: await opened(this.#model, image, progress) };
    }
    return { ...factsOf(this.#open.is), isStale };
  }

  /** The image as it was decoded last. @throws {Error} if none was */
  get open(): OpenImage {
    if (this.#open === undefined) throw new Error("no image is decoded");
    return this.#open.is;
  }

  /** The model that the image is decoded by. */
  get model(): Model {
    return this.#open?.model ?? this.#trial.session.now.loaded.model;
  }
}

async function opened(model: Model, { name, bytes }: DecodedImage, progress: Call["progress"]): Promise<OpenImage> {
  const schema = schemaOf(model);
  const content = await readContent(bytes, name, { ...schema, layouts: await schema.named() }, progress);
  const row = model.images.find((image) => image.name === content.layout?.image);
  const about = { image: row?.name, about: row?.about ?? "", since: row && model.history.images.get(row.name) };
  return { layout: undefined, about, size: bytes.length, ...content };
}

/** Returns a sample of the first image that has entries, or of another one. */
export function sampleOf(model: Model, wanted?: string): DecodedImage | undefined {
  const samples = planSamples(model);
  const sample = samples.find(({ image }) => image === wanted) ?? samples.find(({ entry }) => entry.length > 0);
  const row = model.images.find(({ name }) => name === sample?.image);
  if (sample === undefined || row === undefined) return undefined;
  const { begin, entry } = sample;
  return { name: row.file.replaceAll(/%\w+/g, "1"), bytes: Uint8Array.from([...begin, ...entry, ...entry].flat()) };
}
