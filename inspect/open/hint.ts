import { ImageError } from "criu-images";
import { formatOf, formatText } from "./formats.ts";

/**
 * Adds the format of a file that is not an image to its error, if the format is known.
 *
 * @param start first bytes of the file; absent if they cannot be read again
 */
export function withHint(problem: unknown, start: Uint8Array | undefined): unknown {
  if (!(problem instanceof ImageError) || problem.code !== "bad-magic" || start === undefined) return problem;
  const format = formatOf(start);
  return format === undefined ? problem : new Error(`${problem.message}; it looks like ${formatText(format)}`);
}
