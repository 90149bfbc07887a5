import type { Model } from "../model/model.ts";
import { sampleImage } from "./sample/image.ts";
import { createSampler } from "./sample/message.ts";
import type { Pieces } from "./sample/wire.ts";

/** A sample of an image. It is made from the schema, not by a codec, so that it can test codecs. */
export interface SamplePlan {
  readonly image: string;
  readonly begin: Pieces;
  /** The entry, which the sample has twice. */
  readonly entry: Pieces;
}

/** Plans a sample of each image, except of those whose messages would be endless. */
export function planSamples(model: Model): SamplePlan[] {
  const sampler = createSampler(model);
  return model.images.flatMap((image) => {
    const sample = sampleImage(sampler, image);
    return sample === undefined ? [] : [{ image: image.name, ...sample }];
  });
}
