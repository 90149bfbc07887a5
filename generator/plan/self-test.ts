import type { Model } from "../model/model.ts";
import { sampleImage } from "../sample/image.ts";

export const SELF_TEST = "src/self-test.ts";

export interface SelfTestView {
  readonly samples: readonly { readonly image: string; readonly lines: readonly string[] }[];
  readonly json: boolean;
}

/** Bytes in a line of a sample. */
const LINE = 48;

/** The module that tries the package's codecs on a sample of each image. */
export function planSelfTest(model: Model, json: boolean): SelfTestView {
  const samples = model.images.flatMap((image) => {
    const bytes = sampleImage(model, image);
    return bytes === undefined ? [] : [{ image: image.name, lines: linesOf(bytes) }];
  });
  return { samples, json: json && model.images.some(({ magic }) => magic !== undefined) };
}

function linesOf(bytes: Uint8Array): string[] {
  const hex = Buffer.from(bytes).toString("hex");
  return hex.match(new RegExp(`.{1,${2 * LINE}}`, "g")) ?? [];
}
