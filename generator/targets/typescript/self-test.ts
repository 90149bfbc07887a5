import type { PackagePlan } from "../../plan/package.ts";
import type { Pieces } from "../../plan/sample/wire.ts";
import { hexOf } from "../../text/bytes.ts";

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

/** Returns the view of the module that tests the package's codecs on a sample of each image. */
export function selfTestView({
  samples,
  images,
  json,
}: Pick<PackagePlan, "samples" | "images" | "json">): SelfTestView {
  return {
    samples: samples.map(({ image, begin, entry }) => ({ image, begin: linesOf(begin), entry: linesOf(entry) })),
    json: json !== undefined && images.some(({ framing }) => framing !== undefined),
  };
}

function linesOf(pieces: Pieces): string[] {
  const line = new RegExp(`.{1,${2 * LINE}}`, "g");
  return pieces.flatMap((piece) => hexOf(piece).match(line) ?? []);
}
