import type { Model } from "../model/model.ts";
import { sampleImage } from "./sample/image.ts";
import { createSampler } from "./sample/message.ts";
import type { Pieces } from "./sample/wire.ts";

export const SELF_TEST = "src/self-test.ts";

export interface SelfTestView {
  readonly samples: readonly SampleView[];
  readonly json: boolean;
}

/** A sample in hex, one piece per line, so that a small change of the schema changes few lines. */
interface SampleView {
  readonly image: string;
  readonly begin: readonly string[];
  readonly entry: readonly string[];
}

/** Largest number of bytes per line. */
const LINE = 48;

/** Plans the module that tests the package's codecs on a sample of each image. */
export function planSelfTest(model: Model, json: boolean): SelfTestView {
  const sampler = createSampler(model);
  const samples = model.images.flatMap((image) => {
    const sample = sampleImage(sampler, image);
    if (sample === undefined) return [];
    return [{ image: image.name, begin: linesOf(sample.begin), entry: linesOf(sample.entry) }];
  });
  return { samples, json: json && model.images.some(({ magic }) => magic !== undefined) };
}

function linesOf(pieces: Pieces): string[] {
  const line = new RegExp(`.{1,${2 * LINE}}`, "g");
  return pieces.flatMap((piece) => Buffer.from(piece).toString("hex").match(line) ?? []);
}
