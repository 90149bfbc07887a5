import { ImageError } from "criu-images";
import { formatOf, formatText } from "./formats.ts";

/**
 * Returns an error with what a file is that is no image, if that can be told.
 *
 * @param start the file's first bytes; nothing if they can be read no more
 */
export function withHint(problem: unknown, start: Uint8Array | undefined): unknown {
  if (!(problem instanceof ImageError) || problem.code !== "bad-magic" || start === undefined) return problem;
  const format = formatOf(start);
  return format === undefined ? problem : new Error(`${problem.message}; it looks like ${formatText(format)}`);
}
