import type { PackagePlan } from "../../plan/package.ts";
import type { Pieces } from "../../plan/sample/wire.ts";
import { hexOf } from "../../text/bytes.ts";

/** Largest number of bytes in a line. */
const LINE = 32;

/** Returns the view of the package's own test, which reads and writes a sample of each image. */
export function samplesView({ samples }: Pick<PackagePlan, "samples">): object {
  return {
    samples: samples.map(({ image, begin, entry }) => ({ image, lines: linesOf([...begin, ...entry, ...entry]) })),
  };
}

function linesOf(pieces: Pieces): string[] {
  const line = new RegExp(`.{1,${2 * LINE}}`, "g");
  return pieces.map(hexOf).join("").match(line) ?? [];
}
