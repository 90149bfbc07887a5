import { readFileSync, statSync } from "node:fs";
import { type Host, LARGEST_HOST, parseHost, SourceError } from "criu-checkpoint";
import { located } from "../../inspect/open/located.ts";

/**
 * Reads the description of a machine.
 *
 * @throws {Error} with the path, if it is none
 */
export function hostIn(path: string): Host {
  try {
    const { size } = statSync(path);
    if (size > LARGEST_HOST)
      throw new SourceError("too-large", `${size} bytes, but a description has at most ${LARGEST_HOST}`);
    return parseHost(readFileSync(path, "utf8"));
  } catch (error) {
    throw located(path, error);
  }
}
